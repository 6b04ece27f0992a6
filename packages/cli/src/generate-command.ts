import { checkExpectations, checkFlows, checkForbidden, type CompiledPolicies, type OpenedCluster, requireFlows } from "@netpolint/core";
import { policyFile, proveGenerated } from "@netpolint/generate";
import { useColour } from "./colour.js";
import { type Collected, collectFlows } from "./generate/collect-flows.js";
import { expectationFlows, readCases } from "./generate/expectation-flows.js";
import type { SourceContext } from "./generate/flow-source.js";
import { generateJson } from "./generate/generate-json.js";
import { exitCodeOf, type GenerateResult } from "./generate/generate-result.js";
import { otterizeStyle } from "./generate/otterize-style.js";
import { presetPolicies } from "./generate/preset-policies.js";
import { flowText, proofText } from "./generate/proof-text.js";
import { readScope } from "./generate/read-scope.js";
import { viewText } from "./generate/view-text.js";
import { writePolicies } from "./generate/write-policies.js";
import { uniqueProblems } from "./input/compare-problems.js";
import { inputRequest } from "./input/input-request.js";
import { openInput } from "./input/open-input.js";
import type { Input } from "./input/input.js";
import type { Io } from "./io.js";
import { nothingToAnalyse } from "./nothing-to-analyse.js";
import { type Arguments, isWrongUsage, type WrongUsage } from "./parse-arguments.js";
import { printProblems } from "./print-problems.js";
import { escapeText } from "./reporters/escape-text.js";
import type { Settings } from "./settings.js";

/** `netpolint generate`: writes policies from flows, proves them, prints or writes them; answers with the exit code. */
export async function generateCommand(
  args: Arguments,
  settings: Settings,
  io: Io,
): Promise<number | WrongUsage> {
  const texts = args.values.get("from") ?? [];
  if (args.positionals.length > 0) return { problem: "`generate` takes its input with `--in <path>`.", command: "generate" };
  if (texts.length === 0 && !args.flags.has("preset")) {
    return { problem: "`generate` needs `--from <source>` or `--preset <name>`.", command: "generate" };
  }
  const request = inputRequest(args, args.flags.has("in") ? (args.values.get("in") ?? []) : []);
  if (isWrongUsage(request)) return request;
  const { input, opened } = await openInput(io, args, settings, request);
  const scope = readScope(args, opened.cluster);
  if (isWrongUsage(scope)) return scope;
  const context: SourceContext = { args, settings, io, policies: opened.policies };
  if (args.values.get("style")?.[0] === "otterize") return otterizeStyle(texts, context);
  const collected = await collectFlows(texts, context, scope.scope);
  if (isWrongUsage(collected)) return collected;
  const result = await resultOf(collected, texts, context, input, opened);
  printProblems(result.inputProblems, io);
  if (result.policies.length === 0) {
    io.stderr.write(`${nothingToGenerate(result, input, opened)}\n`);
    return 2;
  }
  const failure = await hand(result, opened, args, io);
  if (failure !== undefined) io.stderr.write(`netpolint: ${escapeText(failure)}\n`);
  return failure === undefined ? exitCodeOf(result, args.flags.has("allow-undecided")) : 2;
}

async function resultOf(
  { generated, unusable, problems, remarks, leftOut }: Collected,
  texts: readonly string[],
  context: SourceContext,
  input: Input,
  { cluster, sources }: OpenedCluster,
): Promise<GenerateResult> {
  const presets = await presetPolicies(context.args, context.settings, cluster);
  const policies = [...generated.policies.map(policyFile), ...presets.files];
  const proof = await proveGenerated(cluster, generated, policies, { replace: context.args.flags.has("replace") });
  const files = [];
  for (const text of texts) if (await expectationFlows.takes(text, context)) files.push(text);
  const { cases } = await readCases(files, context);
  const { packs, packIds: named, parameters } = context.settings;
  const required = texts.includes("packs") ? requireFlows(proof.beside, { packs, named, parameters }) : undefined;
  const forbidden = checkForbidden(proof.beside, required?.forbidden ?? []);
  return {
    generated,
    policies,
    proof,
    expectations: checkExpectations(proof.beside, cases),
    forbidden: forbidden.filter(({ outcome }) => outcome !== "kept" && outcome !== "possible"),
    unusable,
    remarks: [...presets.remarks, ...remarks, ...(texts.length === 0 ? brokenByPresets(context, proof.beside) : [])],
    leftOut,
    inputProblems: uniqueProblems([...input.problems, ...sources.problems, ...problems]),
  };
}

function nothingToGenerate(result: GenerateResult, input: Input, { cluster, sources }: OpenedCluster): string {
  if (cluster.objects.length === 0 && result.generated.flows.length === 0) {
    return nothingToAnalyse(input, { skipped: Object.fromEntries(sources.skipped) });
  }
  return `${proofText(result)}Nothing to generate: no workload of the input that a policy could be for.`;
}

/** A policy for a whole namespace is asked for whatever it breaks; what that is, is said. */
function brokenByPresets({ settings, policies }: SourceContext, after: CompiledPolicies): readonly string[] {
  const { packs, packIds: named, parameters } = settings;
  const kept = (compiled: CompiledPolicies): ReadonlySet<string> => {
    const { flows } = requireFlows(after, { packs, named, parameters });
    return new Set(checkFlows(compiled, flows).flatMap(({ flow, outcome }) => (outcome === "kept" ? [flowText(flow)] : [])));
  };
  const still = kept(after);
  return [...kept(policies)].filter((text) => !still.has(text)).map((text) => `It breaks ${text}, which has to work.`);
}

/** The policies are the answer; what is proven goes beside it. */
async function hand(
  result: GenerateResult,
  opened: OpenedCluster,
  { values, flags }: Arguments,
  io: Io,
): Promise<string | undefined> {
  const folder = values.get("output")?.[0];
  const isJson = values.get("format")?.[0] === "json";
  if (folder !== undefined) {
    const files = result.policies.map(({ fileName, yaml }) => ({ name: fileName, text: yaml }));
    const failure = writePolicies(io.cwd, folder, files, flags.has("force"));
    if (failure !== undefined) return failure;
    if (!isJson) for (const { name } of files) io.stdout.write(`${escapeText(`${folder}/${name}`)}\n`);
  }
  const view = values.get("view")?.[0];
  if (isJson) io.stdout.write(generateJson(result));
  else if (folder === undefined || view !== "yaml") {
    const options = { colour: useColour(flags, io), columns: io.stdout.columns };
    io.stdout.write(await viewText(view, result, opened, options));
  }
  if (!isJson) io.stderr.write(proofText(result));
  return undefined;
}

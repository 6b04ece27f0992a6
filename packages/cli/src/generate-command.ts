import { checkExpectations, checkForbidden, type OpenedCluster, requireFlows } from "@netpolint/core";
import { policiesYaml, policyFileName, policyYaml, proveGenerated } from "@netpolint/generate";
import { type Collected, collectFlows } from "./generate/collect-flows.js";
import { expectationFlows, readCases } from "./generate/expectation-flows.js";
import type { SourceContext } from "./generate/flow-source.js";
import { generateJson } from "./generate/generate-json.js";
import { exitCodeOf, type GenerateResult } from "./generate/generate-result.js";
import { proofText } from "./generate/proof-text.js";
import { readScope } from "./generate/read-scope.js";
import { writePolicies } from "./generate/write-policies.js";
import { compareProblems } from "./input/compare-problems.js";
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
  if (texts.length === 0) return { problem: "`generate` needs `--from <source>`.", command: "generate" };
  const request = inputRequest(args, args.flags.has("in") ? (args.values.get("in") ?? []) : []);
  if (isWrongUsage(request)) return request;
  const { input, opened } = await openInput(io, args, settings, request);
  const scope = readScope(args, opened.cluster);
  if (isWrongUsage(scope)) return scope;
  const context: SourceContext = { args, settings, io, policies: opened.policies };
  const collected = await collectFlows(texts, context, scope.scope);
  if (isWrongUsage(collected)) return collected;
  const result = await resultOf(collected, texts, context, input, opened);
  printProblems(result.inputProblems, io);
  if (result.policies.length === 0) {
    io.stderr.write(`${nothingToGenerate(result, input, opened)}\n`);
    return 2;
  }
  const failure = hand(result, args, io);
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
  const proof = await proveGenerated(cluster, generated);
  const files = [];
  for (const text of texts) if (await expectationFlows.takes(text, context)) files.push(text);
  const { cases } = await readCases(files, context);
  const { packs, packIds: named, parameters } = context.settings;
  const required = texts.includes("packs") ? requireFlows(proof.beside, { packs, named, parameters }) : undefined;
  const forbidden = checkForbidden(proof.beside, required?.forbidden ?? []);
  return {
    generated,
    policies: generated.policies,
    proof,
    expectations: checkExpectations(proof.beside, cases),
    forbidden: forbidden.filter(({ outcome }) => outcome !== "kept" && outcome !== "possible"),
    unusable,
    remarks,
    leftOut,
    inputProblems: [...input.problems, ...sources.problems, ...problems].sort(compareProblems),
  };
}

function nothingToGenerate(result: GenerateResult, input: Input, { cluster, sources }: OpenedCluster): string {
  if (cluster.objects.length === 0 && result.generated.flows.length === 0) {
    return nothingToAnalyse(input, { skipped: Object.fromEntries(sources.skipped) });
  }
  return `${escapeText(proofText(result).trim())}\nNothing to generate: no workload of the input that a policy could be for.`;
}

/** The policies are the answer; what is proven goes beside it, unless they are written to files. */
function hand(result: GenerateResult, { values, flags }: Arguments, io: Io): string | undefined {
  const folder = values.get("output")?.[0];
  const isJson = values.get("format")?.[0] === "json";
  if (folder !== undefined) {
    const files = result.policies.map((policy) => ({ name: policyFileName(policy), text: policyYaml(policy) }));
    const failure = writePolicies(io.cwd, folder, files, flags.has("force"));
    if (failure !== undefined) return failure;
    if (!isJson) for (const { name } of files) io.stdout.write(`${escapeText(`${folder}/${name}`)}\n`);
  }
  if (isJson) io.stdout.write(generateJson(result));
  else if (folder === undefined) io.stdout.write(policiesYaml(result.policies));
  if (!isJson) io.stderr.write(proofText(result));
  return undefined;
}

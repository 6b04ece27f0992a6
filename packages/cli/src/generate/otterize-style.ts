import { compareText, type JsonObject, workloadName, writeYaml } from "@netpolint/core";
import { generatedMark, operatorManifest, type OperatorOutput, type OperatorPolicy } from "@netpolint/generate";
import { compareProblems } from "../input/compare-problems.js";
import type { WrongUsage } from "../parse-arguments.js";
import { printProblems } from "../print-problems.js";
import { escapeText } from "../reporters/escape-text.js";
import { jsonText } from "../reporters/json-text.js";
import type { SourceContext } from "./flow-source.js";
import { otterizeFlows, readOtterize } from "./otterize-flows.js";
import { writePolicies } from "./write-policies.js";

/** `--style otterize`: the policies as the operator makes them, and the labels that they need. */
export async function otterizeStyle(texts: readonly string[], context: SourceContext): Promise<number | WrongUsage> {
  const { io } = context;
  const command = "generate";
  for (const text of texts) {
    if (await otterizeFlows.takes(text, context)) continue;
    return {
      problem: `\`--style otterize\` is about ClientIntents, and \`--from ${text}\` is something else.`,
      command,
    };
  }
  const { output, problems } = await readOtterize(texts, context);
  printProblems([...problems].sort(compareProblems), io);
  for (const { of, problem } of output.declared.unread) {
    io.stderr.write(`${escapeText(`${of.kind} ${of.namespace}/${of.name}: ${problem}.`)}\n`);
  }
  if (output.policies.length === 0) {
    io.stderr.write("Nothing to generate: no intent that a policy is made for.\n");
    return 2;
  }
  const failure = await hand(output, context);
  if (failure !== undefined) io.stderr.write(`netpolint: ${escapeText(failure)}\n`);
  return failure !== undefined || problems.length > 0 ? 2 : 0;
}

async function hand(
  output: OperatorOutput,
  { args: { values, flags }, io }: SourceContext,
): Promise<string | undefined> {
  const folder = values.get("output")?.[0];
  const manifests = output.policies.map(operatorManifest);
  if (folder !== undefined) {
    const files = await Promise.all(
      output.policies.map(async (policy) => {
        const yaml = await writeYaml([operatorManifest(policy)]);
        return { name: fileName(policy), text: `${generatedMark} as Otterize's operator makes it.\n${yaml}` };
      }),
    );
    const failure = writePolicies(io.cwd, folder, files, flags.has("force"));
    if (failure !== undefined) return failure;
  }
  if (values.get("format")?.[0] === "json") {
    io.stdout.write(`${jsonText(jsonOf(output, manifests), 2)}\n`);
    return undefined;
  }
  const written = output.policies.map((policy) => `${escapeText(`${folder}/${fileName(policy)}`)}\n`);
  io.stdout.write(folder === undefined ? await writeYaml(manifests) : written.join(""));
  for (const line of labelLines(output)) io.stderr.write(`${escapeText(line)}\n`);
  return undefined;
}

function fileName({ namespace, name }: OperatorPolicy): string {
  return `${namespace}.${name}.yaml`;
}

function jsonOf({ podLabels, namespaceLabels, policies }: OperatorOutput, manifests: readonly JsonObject[]): object {
  return {
    version: 1,
    policies: manifests.map((manifest, at) => ({ because: policies[at]?.because, manifest })),
    podLabels: Object.fromEntries(
      [...podLabels].map(([workload, labels]) => [workloadName(workload), Object.fromEntries(labels)]),
    ),
    namespaceLabels: Object.fromEntries(
      [...namespaceLabels].map(([name, labels]) => [name, Object.fromEntries(labels)]),
    ),
  };
}

/** The policies select by labels that nobody writes but the operator. */
function labelLines({ podLabels, namespaceLabels }: OperatorOutput): readonly string[] {
  const pods = [...podLabels].map(([workload, labels]) => `pods of ${workloadName(workload)}: ${labelsText(labels)}`);
  const namespaces = [...namespaceLabels].map(([name, labels]) => `namespace ${name}: ${labelsText(labels)}`);
  return [
    "These policies need the labels that Otterize's operator writes:",
    ...[...pods, ...namespaces].map((line) => `    ${line}`),
  ];
}

function labelsText(labels: ReadonlyMap<string, string>): string {
  return [...labels]
    .map(([key, value]) => `${key}=${value}`)
    .sort(compareText)
    .join(",");
}

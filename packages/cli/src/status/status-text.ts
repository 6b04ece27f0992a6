import { workloadName, writeYaml } from "@netpolint/core";
import { defaultPolicyTitles, type PolicyStatus, policyStatuses, type SelectingPolicy, type WorkloadStatus } from "@netpolint/generate";
import { escapeText } from "../reporters/escape-text.js";
import { type Paint, paintWith } from "../reporters/paint.js";
import { printedPath } from "../reporters/printed-path.js";

const formats = {
  "Network Policy Applied": "cyan",
  "Missing Runtime Info": "yellow",
  "Network Policy is recommended": "red",
} as const satisfies Record<PolicyStatus, string>;

/** Each workload with its status, the policies that select it, and what to do; then how many have which. */
export async function statusText(
  statuses: readonly WorkloadStatus[],
  { withYaml, colour, supply }: { readonly withYaml: boolean; readonly colour: boolean; readonly supply: string },
): Promise<string> {
  const paint = paintWith(colour);
  const blocks = statuses.map((status) => blockOf(status, paint));
  const counts = policyStatuses.map((status) => `${statuses.filter((one) => one.status === status).length} ${status}`);
  const yaml = withYaml ? await yamlOf(statuses) : "";
  const isMissing = statuses.some(({ status }) => status === "Missing Runtime Info");
  const closing = [`${counts.join(", ")}.`, ...(isMissing ? [`Missing Runtime Info: ${supply}.`] : [])];
  return `${[...blocks, closing.join("\n")].join("\n\n")}\n${yaml}`;
}

function blockOf({ workload, status, policies, remarks }: WorkloadStatus, paint: Paint): string {
  const lines = [
    `${paint("bold", escapeText(workloadName(workload)))}  ${paint(formats[status], status)}`,
    ...policies.map((one) => `    ${escapeText(policyLine(one))} ${paint("dim", `(${placeOf(one)})`)}`),
    ...remarks.map((remark) => `    ${escapeText(remark)}`),
  ];
  return lines.join("\n");
}

function policyLine({ policy: { meta, assumed }, directions, defaults, isSure }: SelectingPolicy): string {
  const titles = defaults.map((name) => defaultPolicyTitles[name]);
  const facts = [
    directions.join(" and "),
    ...(isSure ? [] : ["perhaps"]),
    ...titles,
    ...(assumed ? [`not in the input: ${assumed.because}`] : []),
  ];
  return `${meta.namespace}/${meta.name}: ${facts.join("; ")}`;
}

function placeOf({ policy: { meta } }: SelectingPolicy): string {
  return `${printedPath(meta.origin.file)}:${meta.origin.locate(["metadata", "name"]).start.line}`;
}

/** Each policy once, in the order in which the workloads name them. */
async function yamlOf(statuses: readonly WorkloadStatus[]): Promise<string> {
  const policies = new Set(statuses.flatMap((one) => one.policies.map(({ policy }) => policy)));
  const texts: string[] = [];
  for (const { meta } of policies) {
    const value = meta.origin.valueAt([]);
    if (value === undefined) continue;
    texts.push(`\n# ${printedPath(meta.origin.file)}\n${escapeYaml(await writeYaml([value]))}`);
  }
  return texts.join("---");
}

/** What a terminal would take for a command is escaped line by line. */
function escapeYaml(text: string): string {
  return text.split("\n").map((line) => escapeText(line)).join("\n");
}

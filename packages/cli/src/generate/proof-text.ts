import { endpointName } from "@netpolint/core";
import { type ExtraFlow, flowPortsText, type Generated, type ProvenFlow, type Unexpressible, verdictWord, type WantedFlow } from "@netpolint/generate";
import { portsText } from "../map/ports-text.js";
import { countText } from "../reporters/count-text.js";
import { escapeText } from "../reporters/escape-text.js";
import type { GenerateResult } from "./generate-result.js";
import { leftOutLines } from "./traffic-remarks.js";

/** How many lines of one kind are printed; JSON has all. */
const mostLines = 20;

/** What is shown to be true of the policies, in lines for people. */
export function proofText(result: GenerateResult): string {
  const { generated, proof, policies } = result;
  const lines = [
    ...result.remarks,
    ...leftOutLines(result.leftOut),
    ...result.unusable.map(({ subject, reason }) => `No policy for ${endpointName(subject)}: ${reason}.`),
    ...generated.unselectable.map(({ subject, problem }) => `No policy for ${subject}: ${problem}.`),
    ...policies.flatMap((policy) => policy.remarks.map((remark) => `${policy.namespace}/${policy.name}: ${remark}`)),
    ...(policies.length === 0 ? [] : countLines(result)),
    ...limited(proof.flows.flatMap((one, at) => (one.isAllowed ? [] : notAllowed(one, at, generated)))),
    ...expectationLines(result),
    ...(policies.length === 0 ? [] : extraLines(result)),
  ];
  return lines.map((line) => `${escapeText(line)}\n`).join("");
}

function countLines({ proof, policies }: GenerateResult): readonly string[] {
  const count = proof.flows.length;
  if (count === 0) return [`${countText(policies.length, "policy", "policies")}; no flow is asked for.`];
  const by = (side: "alone" | "beside"): number => proof.flows.filter((one) => one[side].verdict === "allow").length;
  const others = proof.beside.cluster.networkPolicies.length - proof.alone.cluster.networkPolicies.length;
  const otherPolicies = countText(others, "NetworkPolicy", "NetworkPolicies");
  const beside = others === 0 ? "" : `, ${by("beside")} beside the others of the input (${otherPolicies})`;
  const written = countText(policies.length, "policy", "policies");
  return [`${written} for ${countText(count, "flow")}: ${by("alone")} allowed by these policies alone${beside}.`];
}

function notAllowed({ flow, alone, beside }: ProvenFlow, at: number, generated: Generated): readonly string[] {
  const words =
    alone.verdict === beside.verdict
      ? verdictWord(alone.verdict)
      : `${verdictWord(alone.verdict)} by these policies alone, ${verdictWord(beside.verdict)} beside the others`;
  const why = generated.unexpressible.filter((one) => one.flow === at);
  const { notes } = alone.verdict === "allow" ? beside : alone;
  const missing = notes.flatMap(({ settle, message }) => (settle === undefined ? [] : [`${message}; ${settle}`]));
  const reasons = why.length > 0 ? why.map(insteadText) : missing.length > 0 ? missing : [denier({ alone, beside })];
  return [`NOT allowed: ${flowText(flow)} is ${words}.`, ...[...new Set(reasons)].map((reason) => `    ${reason}`)];
}

function insteadText({ direction, problem, instead }: Unexpressible): string {
  return `no ${direction === null ? "" : `${direction} `}rule, since ${problem}; instead: ${instead}`;
}

function denier({ alone, beside }: Pick<ProvenFlow, "alone" | "beside">): string {
  const answer = alone.verdict === "allow" ? beside : alone;
  const side = [answer.egress, answer.ingress].find(({ verdict }) => verdict === "deny") ?? answer.ingress;
  const names = side.isolatedBy.map(({ meta }) => `${meta.namespace}/${meta.name}`);
  if (names.length === 0) return `a cluster-scoped policy denies its ${side.direction}`;
  return `isolated for ${side.direction} by ${names.join(", ")}`;
}

export function flowText(flow: Pick<WantedFlow, "from" | "to" | "protocol" | "port" | "endPort">): string {
  return `${endpointName(flow.from)} -> ${endpointName(flow.to)} ${flowPortsText(flow)}`;
}

function expectationLines({ expectations, forbidden }: GenerateResult): readonly string[] {
  const lines = expectations.flatMap(({ case: { file }, checked }) =>
    checked.filter(({ outcome }) => outcome !== "passed").map(({ expectation, outcome, message }) => {
      const word = outcome === "failed" ? "FAILED" : "undecided";
      return `${word}: ${expectation.kind} ${expectation.text} (${file}:${expectation.range.start.line}). ${message}`;
    }),
  );
  const refused = forbidden.map(
    ({ flow, outcome }) => `${outcome === "violated" ? "FORBIDDEN" : "forbidden, and not decided"}: ${flowText(flow)}, by ${flow.pack} ${flow.ids.join(", ")}: ${flow.why}.`,
  );
  return limited([...lines, ...refused]);
}

function extraLines({ generated, proof: { extra } }: GenerateResult): readonly string[] {
  if (generated.policies.length === 0) return ["`--view diff` lists the connections that they change."];
  if (extra.alone === extra.beside) return extraOf(extra.alone, "");
  return [...extraOf(extra.alone, " by these policies alone"), ...extraOf(extra.beside, " beside the others")];
}

function extraOf(extra: readonly ExtraFlow[], way: string): readonly string[] {
  const sure = extra.filter(({ isSure }) => isSure);
  const open = extra.length - sure.length;
  const lines = sure.map(({ from, to, ports, because }) => `    ${from} -> ${to} ${portsText(ports)}: ${because.join("; ")}`);
  const found =
    sure.length === 0
      ? [`Nothing else is allowed for sure at these workloads${way}.`]
      : [`Allowed${way}, although not wanted: ${countText(sure.length, "connection")}.`, ...limited(lines)];
  const facts = [...new Set(extra.filter(({ isSure }) => !isSure).flatMap(({ because }) => because))];
  if (open === 0) return found;
  return [...found, `Whether ${countText(open, "other is", "others are")} allowed${way} is not decided:`, ...limited(facts.map((fact) => `    ${fact}`))];
}

function limited(lines: readonly string[]): readonly string[] {
  if (lines.length <= mostLines) return lines;
  return [...lines.slice(0, mostLines), `    and ${lines.length - mostLines} more; --format json has all`];
}

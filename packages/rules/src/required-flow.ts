import { type CheckedFlow, defineRule, endpointName, type MessageData, portsOfFlow, type RuleFinding } from "@netpolint/core";
import { adviceOnFlows, type AdviceTold } from "./advice-on-flow.js";
import { blockedFacts, type BlockedGroup, blockersOf } from "./blocked-flow.js";
import { describeBlock } from "./describe-block.js";
import { type FlowSuggestion, mostSuggestions, suggestEdit, type SuggestionContext } from "./flow-suggestion.js";
import { groupBy } from "./group-by.js";
import { askedOnce, askedPorts, rowsOf } from "./row-names.js";

/** A flow that has to work and that the policies of one end, or of both, do not allow. */
export const requiredFlow = defineRule({
  id: "required-flow",
  summary: "A flow that has to work is blocked",
  severity: "error",
  category: "flow",
  precision: "very-high",
  messages: {
    blocked: {
      message:
        "{from} cannot reach {to} on {ports} ({rows}): {cause}.",
      help: "{help}",
    },
  },
  check: (context) => {
    // Clients outside are for `external-traffic-blocked`.
    const broken = context.checkedFlows.filter(({ outcome, flow }) => outcome === "broken" && !flow.exposure);
    const groups = joinProtocols([...groupBy(broken, keyOf).values()]);
    return groups.map((group, index) =>
      withAdvice(findingOf(context, group, index < mostSuggestions), adviceOnFlows(context.remarks, group)),
    );
  },
});

/** One row that one set of policies breaks for many workloads is one finding, where the other end is the same. */
function keyOf(checked: CheckedFlow): string {
  const { flow, blockedBy } = checked;
  const far = blockedBy[0]?.direction === "egress" ? flow.to : flow.from;
  const { pack, ids, protocol, severity } = flow;
  return JSON.stringify([pack, ids, protocol, portsOfFlow(flow), severity, blockersOf(checked), endpointName(far)]);
}

/** The same ports in two protocols, as of DNS, are one mistake of the policies that block both. */
function joinProtocols(groups: readonly BlockedGroup[]): readonly BlockedGroup[] {
  return [...groupBy(groups, mistakeOf).values()].map(mostNeededFirst);
}

function mistakeOf(group: BlockedGroup): string {
  const [first] = group;
  const { pack, severity } = first.flow;
  const ends = group.map(({ flow }) => [endpointName(flow.from), endpointName(flow.to)]);
  return JSON.stringify([pack, portsOfFlow(first.flow), severity, blockersOf(first), ends]);
}

function mostNeededFirst(groups: readonly [BlockedGroup, ...BlockedGroup[]]): BlockedGroup {
  const rank = ([{ flow }]: BlockedGroup): number => (flow.level === "must" ? 0 : 1);
  return groups.toSorted((a, b) => rank(a) - rank(b)).reduce((joined, group) => [...joined, ...group]);
}

function findingOf(context: SuggestionContext, group: BlockedGroup, suggesting: boolean): RuleFinding<"blocked"> {
  const suggested = suggesting ? suggestEdit(context, group) : undefined;
  return {
    ...blockedFacts(context, group),
    messageId: "blocked",
    data: messageData(context, group, suggested),
    ...(suggested && "suggestion" in suggested ? { suggestions: [suggested.suggestion] } : {}),
  };
}

function withAdvice(finding: RuleFinding<"blocked">, { related, covers }: AdviceTold): RuleFinding<"blocked"> {
  if (related.length === 0) return finding;
  return { ...finding, related: [...(finding.related ?? []), ...related], covers: [...(finding.covers ?? []), ...covers] };
}

function messageData({ cluster }: SuggestionContext, group: BlockedGroup, suggested: FlowSuggestion | undefined): MessageData {
  const [first] = group;
  const without = suggested && "without" in suggested ? suggested.without : undefined;
  const near = first.blockedBy[0]?.direction === "egress" ? "from" : "to";
  const others = new Set(group.map(({ flow }) => endpointName(flow[near]))).size - 1;
  const rest = others === 0 ? "" : ` and ${others} more ${others === 1 ? "workload" : "workloads"}`;
  const nameOf = (end: "from" | "to"): string => `\`${endpointName(first.flow[end])}\`${near === end ? rest : ""}`;
  const rows = [...groupBy(group, ({ flow: { ids, also } }) => JSON.stringify([ids, also])).values()].map(([{ flow }]) => rowsOf(flow)).join("; ");
  const block = describeBlock(cluster, group, without);
  return { from: nameOf("from"), to: nameOf("to"), ports: askedPorts(askedOnce(group)), rows, ...block };
}

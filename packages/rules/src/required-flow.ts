import { type CheckedFlow, defineRule, endpointName, type MessageData, portsOfFlow, type RuleFinding } from "@netpolint/core";
import { blockedFacts, type BlockedGroup, blockersOf } from "./blocked-flow.js";
import { describeBlock } from "./describe-block.js";
import { type FlowSuggestion, mostSuggestions, suggestEdit, type SuggestionContext } from "./flow-suggestion.js";
import { groupBy } from "./group-by.js";
import { rowsOf } from "./row-names.js";

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
        "{from} cannot reach {to} on {protocol} {port} ({rows}): {cause}.",
      help: "{help}",
    },
  },
  check: (context) => {
    // Clients outside are for `external-traffic-blocked`.
    const broken = context.checkedFlows.filter(({ outcome, flow }) => outcome === "broken" && !flow.exposure);
    return [...groupBy(broken, keyOf).values()].map((group, index) => findingOf(context, group, index < mostSuggestions));
  },
});

/** One row that one set of policies breaks for many workloads is one finding, where the other end is the same. */
function keyOf(checked: CheckedFlow): string {
  const { flow, blockedBy } = checked;
  const far = blockedBy[0]?.direction === "egress" ? flow.to : flow.from;
  const { pack, ids, severity } = flow;
  return JSON.stringify([pack, ids, portsOfFlow(flow), severity, blockersOf(checked), endpointName(far)]);
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

function messageData({ cluster }: SuggestionContext, group: BlockedGroup, suggested: FlowSuggestion | undefined): MessageData {
  const [first] = group;
  const { from, to, protocol } = first.flow;
  const without = suggested && "without" in suggested ? suggested.without : undefined;
  const near = first.blockedBy[0]?.direction === "egress" ? "from" : "to";
  const others = group.length - 1;
  const rest = others === 0 ? "" : ` and ${others} more ${others === 1 ? "workload" : "workloads"}`;
  const source = `\`${endpointName(from)}\`${near === "from" ? rest : ""}`;
  const destination = `\`${endpointName(to)}\`${near === "to" ? rest : ""}`;
  const block = describeBlock(cluster, first, without);
  return { from: source, to: destination, protocol, port: portsOfFlow(first.flow), rows: rowsOf(first.flow), ...block };
}

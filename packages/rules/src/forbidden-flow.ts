import {
  type CheckedForbidden,
  type Cluster,
  defineRule,
  type DirectionResult,
  endpointName,
  formatPath,
  formatSelector,
  type MessageData,
  type NetworkPolicy,
  objectName,
  type Place,
  placeOf,
  portsOfFlow,
  type Reason,
  type RuleFinding,
} from "@netpolint/core";
import { rowsOf, witnessPort } from "./row-names.js";

type MessageId = "violated" | "possible" | "undecided";

/** A flow that must not be possible and that somebody has, or could have. */
export const forbiddenFlow = defineRule({
  id: "forbidden-flow",
  summary: "A flow that must not be possible is allowed",
  severity: "error",
  category: "flow",
  precision: "very-high",
  messages: {
    violated: {
      message: "{from} can reach {to} on {protocol} {port}, which must not be ({rows}): {cause}.",
      help: "{help}",
    },
    possible: {
      message: "{from} could reach {to} on {protocol} {port}, which must not be ({rows}): {cause}.",
      help: "{help}",
    },
    undecided: {
      message: "Whether {from} can reach {to} on {protocol} {port} cannot be decided, and it must not be ({rows}): {cause}.",
      help: "{help}",
    },
  },
  check: ({ forbiddenFlows, cluster }) =>
    forbiddenFlows.flatMap((checked) => (checked.outcome === "kept" ? [] : [findingOf(checked, checked.outcome, cluster)])),
});

function findingOf(checked: CheckedForbidden, messageId: MessageId, cluster: Cluster): RuleFinding<MessageId> {
  const { flow } = checked;
  const { from, to, protocol, pack, ids, level, evidence } = flow;
  return {
    ...placeOfOpening(checked, cluster),
    messageId,
    severity: flow.severity ?? (messageId === "undecided" ? "warning" : "error"),
    data: { ...wordsOf(checked), ...causeOf(checked) },
    related: evidence ? [evidence] : [],
    witness: { from: endpointName(from), to: endpointName(to), protocol, port: witnessPort(flow) },
    flow: { pack, id: ids.join("+"), level },
    // It fails the run as a required flow that cannot be decided does.
    ...(messageId === "undecided" ? { undecided: { must: 1, may: 0 } } : {}),
    ...(messageId === "undecided" ? { undecided: { must: 1, may: 0 } } : {}),
  };
}

function wordsOf({ flow }: CheckedForbidden): MessageData {
  const { from, to, protocol } = flow;
  const name = (end: typeof from): string => (end.type === "unknown" ? end.name : `\`${endpointName(end)}\``);
  return { from: name(from), to: name(to), protocol, port: portsOfFlow(flow), rows: rowsOf(flow) };
}

/** The side whose policies let the flow through, or may: the destination's, unless they would not be asked. */
function openSide({ answer, outcome }: CheckedForbidden): DirectionResult {
  const { ingress, egress } = answer;
  if (outcome === "violated") return ingress.isolated === false && egress.isolated !== false ? egress : ingress;
  return ingress.verdict === "undefined" ? ingress : egress;
}

function openingsOf(checked: CheckedForbidden): readonly Reason[] {
  const wanted = checked.outcome === "violated" ? true : null;
  return openSide(checked).reasons.filter(({ matched, policy }) => matched === wanted && policy);
}

/** The rule that opens it, else a policy or a pod at its ends, else where the input asks for it. */
function placeOfOpening(checked: CheckedForbidden, cluster: Cluster): Place {
  const [opening] = openingsOf(checked);
  if (opening?.policy) return placeOf(opening.policy.meta, peerOf(opening)?.path ?? opening.path);
  const { evidence, to, from } = checked.flow;
  const [policy] = openSide(checked).isolatedBy;
  const workload = [to, from].flatMap((end) => (end.type === "workload" ? [end.workload] : []))[0];
  if (evidence && !policy && !workload) return { file: evidence.file, range: evidence.range };
  const meta = policy?.meta ?? workload?.meta ?? cluster.objects[0];
  if (!meta) throw new Error("a forbidden flow is asked for where the input holds nothing");
  return placeOf(meta, ["metadata", "name"]);
}

const nearWords = { ingress: "the destination", egress: "the source" } as const;

function causeOf(checked: CheckedForbidden): { readonly cause: string; readonly help: string } {
  const { direction, isolated } = openSide(checked);
  const [opening] = openingsOf(checked);
  if (checked.outcome === "undecided") {
    const [fact] = checked.missing;
    return { cause: fact?.message ?? "the input does not say enough", help: sentence(fact?.settle ?? "complete the input") };
  }
  if (!opening) {
    const cause = `no NetworkPolicy ${isolated === null ? "is known to isolate" : "isolates"} ${nearWords[direction]} for ${direction}`;
    return { cause, help: `Isolate ${nearWords[direction]} for ${direction}, and allow there only who has to get through.` };
  }
  const part = `\`${formatPath(peerOf(opening)?.path ?? opening.path)}\` of \`${opening.policyName}\``;
  const cause = checked.outcome === "violated" ? `${part} allows it` : `${part} lets in ${selectedBy(opening)}`;
  return { cause, help: `Narrow ${part} to those who have to get through.` };
}

/** The peer that lets somebody in, where the rule names any. */
function peerOf({ policy, path, rule, peer }: Reason): NetworkPolicy["ingress"][number]["peers"][number] | undefined {
  if (policy?.type !== "NetworkPolicy" || rule === null || peer === null) return undefined;
  return policy[path[1] === "egress" ? "egress" : "ingress"][rule]?.peers[peer];
}

/** Who gets through, by the labels that the peer asks for. */
function selectedBy(reason: Reason): string {
  const { policy } = reason;
  const found = peerOf(reason);
  if (!found) return "whoever it selects";
  if (found.ipBlock) return `addresses of ${found.ipBlock.text}`;
  const pods = found.podSelector ? `pods with ${formatSelector(found.podSelector)}` : "pods";
  const where = found.namespaceSelector ? `namespaces with ${formatSelector(found.namespaceSelector)}` : undefined;
  const own = policy ? `namespace ${objectName(policy.meta).split("/", 1)[0]}` : "its namespace";
  return `${pods} of ${where ?? own}`.replaceAll("pods with {}", "any pod").replaceAll("namespaces with {}", "any namespace");
}

function sentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}${clause.endsWith(".") ? "" : "."}`;
}

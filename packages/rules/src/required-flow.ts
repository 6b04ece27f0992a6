import {
  type CheckedFlow,
  defineRule,
  type DirectionResult,
  endpointName,
  type FindingIdentity,
  type MessageData,
  type NetworkPolicy,
  objectName,
  type Place,
  placeOf,
  portsOfFlow,
  type RequiredFlow,
  type RuleFinding,
  type Severity,
} from "@netpolint/core";
import { describeBlock, nearPlaces } from "./describe-block.js";
import { type FlowSuggestion, suggestEdit, type SuggestionContext } from "./flow-suggestion.js";
import { denialOf, isolatingPlace } from "./policy-place.js";
import { rowsOf, witnessPort } from "./row-names.js";

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
    const broken = context.checkedFlows.filter((checked) => checked.outcome === "broken");
    return groupAlike(broken).map((group, index) => findingOf(context, group, index < mostSuggestions));
  },
});

/** Each suggestion takes two comparisons of the whole cluster; who has more findings than these begins with the first. */
const mostSuggestions = 20;

type Group = readonly [CheckedFlow, ...CheckedFlow[]];

/** One row that one set of policies breaks for many workloads is one finding. */
function groupAlike(broken: readonly CheckedFlow[]): readonly Group[] {
  const groups = new Map<string, [CheckedFlow, ...CheckedFlow[]]>();
  for (const checked of broken) {
    const policies = checked.blockedBy.map((side) => [side.direction, ...side.isolatedBy.map(({ meta }) => objectName(meta))]);
    const { pack, ids, severity } = checked.flow;
    const key = JSON.stringify([pack, ids, portsOfFlow(checked.flow), severity, policies, groupSubject(checked)]);
    const group = groups.get(key);
    if (group) group.push(checked);
    else groups.set(key, [checked]);
  }
  return [...groups.values()];
}

/** Workloads are put together where the other end is the same. */
function groupSubject({ flow, blockedBy }: CheckedFlow): string {
  const far = blockedBy[0]?.direction === "egress" ? flow.to : flow.from;
  return endpointName(far);
}

function findingOf(context: SuggestionContext, group: Group, suggesting: boolean): RuleFinding<"blocked"> {
  const [first] = group;
  const suggested = suggesting ? suggestEdit(context, group) : undefined;
  const { flow, blockedBy } = first;
  const denied = blockedBy.flatMap((side) => denialOf(side) ?? []);
  const isolating = blockedBy
    .filter((side) => !denialOf(side))
    .flatMap((side) => side.isolatedBy.map((policy) => ({ side, policy })));
  const [primary, ...others] = denied.length > 0 ? [undefined, ...isolating] : isolating;
  const place = denied[0]?.place ?? (primary ? isolatingPlace(primary.policy, primary.side.direction) : evidencePlace(flow));
  const { pack, ids, level, protocol } = flow;
  return {
    ...place,
    severity: severityOf(flow),
    messageId: "blocked",
    data: messageData(context, group, suggested),
    identity: identityOf(group),
    related: [
      ...nearPlaces(context.cluster, first),
      ...denied.slice(1).map(({ policy, place: rule }) => ({ ...rule, message: `${policy.meta.kind} \`${policy.meta.name}\` denies it too` })),
      ...others.flatMap((one) => (one ? relatedPolicy(one.side, one.policy) : [])),
      ...group.slice(1).flatMap(alsoBlocked),
      ...evidenceOf(flow),
    ],
    ...(suggested && "suggestion" in suggested ? { suggestions: [suggested.suggestion] } : {}),
    witness: { from: endpointName(flow.from), to: endpointName(flow.to), protocol, port: witnessPort(flow) },
    flow: { pack, id: ids.join("+"), level },
  };
}

/** Which workload of the group comes first is the order of the input. */
function identityOf(group: Group): FindingIdentity {
  const sides = group.flatMap(({ blockedBy }) => blockedBy);
  const denying = sides.flatMap((side) => denialOf(side)?.policy.meta ?? []);
  return {
    parts: group.map(({ flow }) => JSON.stringify(partOf(flow))),
    objects: [...sides.flatMap(({ isolatedBy }) => isolatedBy.map(({ meta }) => meta)), ...denying],
  };
}

function partOf(flow: RequiredFlow): readonly unknown[] {
  const { pack, ids, level, from, to, protocol } = flow;
  return [pack, ids, level, endpointName(from), endpointName(to), protocol, portsOfFlow(flow)];
}

export function severityOf({ level, severity }: RequiredFlow): Severity {
  return severity ?? (level === "must" ? "error" : "warning");
}

function messageData({ cluster }: SuggestionContext, group: Group, suggested: FlowSuggestion | undefined): MessageData {
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

/** Where the other workloads of the group are written. */
function alsoBlocked({ flow, blockedBy }: CheckedFlow): NonNullable<RuleFinding["related"]> {
  const near = blockedBy[0]?.direction === "egress" ? flow.from : flow.to;
  if (near.type !== "workload") return [];
  const message = `the same holds for \`${endpointName(near)}\``;
  return [{ ...placeOf(near.workload.meta, ["metadata", "name"]), message }];
}

function relatedPolicy({ direction }: DirectionResult, policy: NetworkPolicy): NonNullable<RuleFinding["related"]>[number] {
  const message = `NetworkPolicy \`${objectName(policy.meta)}\` isolates for ${direction} too`;
  return { ...isolatingPlace(policy, direction), message };
}

function evidenceOf({ evidence }: RequiredFlow): NonNullable<RuleFinding["related"]> {
  return evidence ? [evidence] : [];
}

/** A flow can be broken by policies only, which have places; this stands in where a later kind of cause has none. */
function evidencePlace({ evidence }: RequiredFlow): Place {
  if (!evidence) throw new Error("a broken flow has neither a policy nor evidence");
  const { message: _, ...place } = evidence;
  return place;
}

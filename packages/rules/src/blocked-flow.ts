import {
  type CheckedFlow,
  type CoveredField,
  type DirectionResult,
  endpointName,
  type FindingIdentity,
  type NetworkPolicy,
  objectName,
  type Place,
  placeOf,
  portsOfFlow,
  type RequiredFlow,
  type RuleFinding,
  type Severity,
  severityOfLevel,
} from "@netpolint/core";
import { type HintedPort, hintedPorts, nearPlaces } from "./describe-block.js";
import type { SuggestionContext } from "./flow-suggestion.js";
import { denialOf, isolatingPlace } from "./policy-place.js";
import { witnessPort } from "./row-names.js";

/** Flows that one set of policies blocks, and that are one finding. */
export type BlockedGroup = readonly [CheckedFlow, ...CheckedFlow[]];

/** All of a finding but its words. */
export type BlockedFacts = Omit<RuleFinding, "messageId">;

/** The policies that block it, in each direction. */
export function blockersOf({ blockedBy }: CheckedFlow): readonly (readonly string[])[] {
  return blockedBy.map((side) => [side.direction, ...side.isolatedBy.map(({ meta }) => objectName(meta))]);
}

export function blockedFacts(context: SuggestionContext, group: BlockedGroup): BlockedFacts {
  const [first] = group;
  const { flow, blockedBy } = first;
  const denied = blockedBy.flatMap((side) => denialOf(side) ?? []);
  const isolating = blockedBy
    .filter((side) => !denialOf(side))
    .flatMap((side) => side.isolatedBy.map((policy) => ({ side, policy })));
  const [primary, ...others] = denied.length > 0 ? [undefined, ...isolating] : isolating;
  const place = denied[0]?.place ?? (primary ? isolatingPlace(primary.policy, primary.side.direction) : evidencePlace(flow));
  const { pack, level, protocol } = flow;
  return {
    ...place,
    severity: severityOf(flow),
    identity: identityOf(group),
    related: [
      ...nearPlaces(context.cluster, first),
      ...denied.slice(1).map(({ policy, place: rule }) => ({ ...rule, message: `${policy.meta.kind} \`${policy.meta.name}\` denies it too` })),
      ...others.flatMap((one) => (one ? relatedPolicy(one.side, one.policy) : [])),
      ...alsoBlocked(group),
      ...evidenceOf(group),
    ],
    covers: group.flatMap((checked) => coveredBy(context, checked)),
    witness: { from: endpointName(flow.from), to: endpointName(flow.to), protocol, port: witnessPort(flow) },
    flow: { pack, id: idsOf(group).join("+"), level },
  };
}

/** The rows of the first flow's pack. */
function idsOf(group: BlockedGroup): readonly string[] {
  const [{ flow }] = group;
  return [...new Set(group.filter((one) => one.flow.pack === flow.pack).flatMap((one) => one.flow.ids))];
}

const rulesOnPorts: Readonly<Record<HintedPort["mistake"], readonly string[]>> = {
  "service-port": ["service-port-instead-of-pod-port"],
  "unknown-name": ["unknown-named-port"],
  "other-protocol": ["dns-tcp-or-udp-missing", "udp-port-as-tcp"],
};

/** The message says of a port that almost let the flow through what is wrong with it. */
function coveredBy({ cluster }: SuggestionContext, checked: CheckedFlow): readonly CoveredField[] {
  return hintedPorts(cluster, checked).flatMap(({ policy: { meta }, item, mistake }) =>
    rulesOnPorts[mistake].map((ruleId) => ({ ruleId, meta, path: [...item.path, "port"] })),
  );
}

/** Which flow of the group comes first is the order of the input. */
function identityOf(group: BlockedGroup): FindingIdentity {
  const sides = group.flatMap(({ blockedBy }) => blockedBy);
  const denying = sides.flatMap((side) => denialOf(side)?.policy.meta ?? []);
  return {
    // Read where somebody asks for the fingerprint.
    get parts() {
      return group.map(({ flow }) => JSON.stringify(partOf(flow)));
    },
    objects: [...sides.flatMap(({ isolatedBy }) => isolatedBy.map(({ meta }) => meta)), ...denying],
  };
}

function partOf(flow: RequiredFlow): readonly unknown[] {
  const { pack, ids, level, from, to, protocol } = flow;
  return [pack, ids, level, endpointName(from), endpointName(to), protocol, portsOfFlow(flow)];
}

export function severityOf({ level, severity }: RequiredFlow): Severity {
  return severity ?? severityOfLevel(level);
}

/** Where the other workloads of the group are written. */
function alsoBlocked([first, ...others]: BlockedGroup): NonNullable<RuleFinding["related"]> {
  const seen = new Set([nearName(first)]);
  return others.flatMap((checked) => {
    const near = nearEnd(checked);
    if (near.type !== "workload" || seen.has(endpointName(near))) return [];
    seen.add(endpointName(near));
    const message = `the same holds for \`${endpointName(near)}\``;
    return [{ ...placeOf(near.workload.meta, ["metadata", "name"]), message }];
  });
}

/** The end whose policies block. */
function nearEnd({ flow, blockedBy }: CheckedFlow): RequiredFlow["from"] {
  return blockedBy[0]?.direction === "egress" ? flow.from : flow.to;
}

function nearName(checked: CheckedFlow): string {
  return endpointName(nearEnd(checked));
}

function relatedPolicy({ direction }: DirectionResult, policy: NetworkPolicy): NonNullable<RuleFinding["related"]>[number] {
  const message = `NetworkPolicy \`${objectName(policy.meta)}\` isolates for ${direction} too`;
  return { ...isolatingPlace(policy, direction), message };
}

function evidenceOf(group: BlockedGroup): NonNullable<RuleFinding["related"]> {
  const [first] = group;
  return first.flow.evidence ? [first.flow.evidence] : [];
}

/** A flow can be broken by policies only, which have places; this stands in where a later kind of cause has none. */
function evidencePlace({ evidence }: RequiredFlow): Place {
  if (!evidence) throw new Error("a broken flow has neither a policy nor evidence");
  const { message: _, ...place } = evidence;
  return place;
}

import {
  type CompiledPolicies,
  defineRule,
  intersectIpSets,
  type IpSet,
  ipSetOf,
  ipSetToCidrs,
  isEmptyIpSet,
  type LintContext,
  type NetworkPolicy,
  type Path,
  placeOf,
  type PolicyDirection,
  type PolicyPart,
  type RuleFinding,
  subtractIpSets,
} from "@netpolint/core";
import { directions } from "./cluster-policy-words.js";
import { identityOfPart, partsTeller, partTitle } from "./idle-parts.js";
import { coversPorts } from "./port-cover.js";
import { isSelectorWithin } from "./selector-relation.js";

type Rule = NetworkPolicy["ingress"][number];
type Peer = Rule["peers"][number];

/** `except` is no deny: whatever else applies to the same pods may let the addresses in again. */
export const exceptRefilledByAnotherPeer = defineRule({
  id: "except-refilled-by-another-peer",
  summary: "Another peer allows what an ipBlock excepts",
  severity: "warning",
  category: "no-effect",
  precision: "high",
  messages: {
    refilled: {
      message: "{part} excepts {cidrs} from `{cidr}`, but {others} {allow} these addresses on the same ports.",
      help: "An except is no deny: except the addresses there as well, or remove the except.",
    },
  },
  check: (context) =>
    context.cluster.networkPolicies.filter(isReadable).flatMap((policy) =>
      directions.flatMap((direction) =>
        rulesOf(policy, direction).flatMap((rule) =>
          rule.peers.flatMap((peer) => refilledItems(context, { policy, direction, rule, peer })),
        ),
      ),
    ),
});

interface ExceptingPeer {
  readonly policy: NetworkPolicy;
  readonly direction: PolicyDirection;
  readonly rule: Rule;
  readonly peer: Peer;
}

function isReadable({ refusals }: NetworkPolicy): boolean {
  return refusals.length === 0;
}

function rulesOf(policy: NetworkPolicy, direction: PolicyDirection): readonly Rule[] {
  return policy.policyTypes[direction] ? policy[direction] : [];
}

function refilledItems({ policies }: LintContext, excepting: ExceptingPeer): readonly RuleFinding<"refilled">[] {
  const { ipBlock, path } = excepting.peer;
  if (!ipBlock || ipBlock.except.length === 0) return [];
  const others = othersOf(policies, excepting);
  return ipBlock.except.flatMap((block, at) => {
    const found = refillsOf(ipSetOf(block), others);
    return found.by.length === 0 ? [] : [findingOf(excepting, [...path, "ipBlock", "except", at], found)];
  });
}

interface OtherPeer extends PolicyPart {
  /** Undefined: every address. */
  readonly peer: Peer | undefined;
}

/** The other peers with addresses that apply to every pod that the peer's policy selects. */
function othersOf({ byNamespace }: CompiledPolicies, { policy, direction, rule, peer }: ExceptingPeer): readonly OtherPeer[] {
  return (byNamespace.get(policy.meta.namespace) ?? [])
    .map((compiled) => compiled.policy)
    .filter((other) => isReadable(other) && isSelectorWithin(policy.podSelector, other.podSelector))
    .flatMap((other) =>
      rulesOf(other, direction)
        .filter((one) => coversPorts(one.ports, rule.ports))
        .flatMap((one): readonly OtherPeer[] => {
          if (one.peers.length === 0) return [{ policy: other, path: one.path, peer: undefined }];
          const blocks = one.peers.filter((each) => each !== peer && each.ipBlock);
          return blocks.map((each) => ({ policy: other, path: each.path, peer: each }));
        }),
    );
}

interface Refills {
  readonly sets: readonly IpSet[];
  readonly by: readonly OtherPeer[];
}

/** What the others allow of the addresses; each other that adds to it. */
function refillsOf(excepted: IpSet, others: readonly OtherPeer[]): Refills {
  let left = excepted;
  const sets: IpSet[] = [];
  const by: OtherPeer[] = [];
  for (const other of others) {
    const allowed = allowedOf(left, other);
    if (isEmptyIpSet(allowed)) continue;
    sets.push(allowed);
    by.push(other);
    left = subtractIpSets(left, allowed);
  }
  return { sets, by };
}

function allowedOf(wanted: IpSet, { peer }: OtherPeer): IpSet {
  const block = peer?.ipBlock;
  if (!block) return wanted;
  if (block.cidr.family !== wanted.family) return subtractIpSets(wanted, wanted);
  const excepts = block.except.filter(({ family }) => family === wanted.family).map(ipSetOf);
  return excepts.reduce(subtractIpSets, intersectIpSets(wanted, ipSetOf(block.cidr)));
}

function findingOf({ policy, peer }: ExceptingPeer, path: Path, { sets, by }: Refills): RuleFinding<"refilled"> {
  const cidrs = sets.flatMap(ipSetToCidrs);
  const shown = cidrs.slice(0, 3).map((cidr) => `\`${cidr}\``);
  const { titles, related } = partsTeller("allows them")(by);
  const more = cidrs.length > 3 ? ` and ${cidrs.length - 3} more` : "";
  return {
    ...placeOf(policy.meta, path),
    messageId: "refilled",
    identity: identityOfPart({ policy, path }),
    data: {
      part: partTitle({ policy, path }),
      cidrs: `${shown.join(", ")}${more}`,
      cidr: peer.ipBlock?.text ?? "",
      others: titles,
      allow: by.length === 1 ? "allows" : "allow",
    },
    related,
  };
}

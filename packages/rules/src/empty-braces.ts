import { defineRule, isObject, type NetworkPolicy, type Path, placeOf, type RuleFinding } from "@netpolint/core";
import { acceptedPolicies, isEverything, pathText, type PolicyPeer, policyTitle, type RuleInForce, rulesInForce } from "./network-policy-words.js";

/** `{}` means something else in each place, so a reader who wants to be sure is told what. */
export const emptyBraces = defineRule({
  id: "empty-braces",
  summary: "What `{}` means where it is written",
  severity: "info",
  category: "mistake",
  precision: "low",
  reach: "object",
  messages: {
    means: {
      message: "{field} of {policy} is empty and means {meaning}.",
      help: "Nothing has to change where that is meant.",
    },
  },
  check: ({ cluster }) =>
    acceptedPolicies(cluster).flatMap((policy) => {
      const written = bracesOf(policy).filter(({ path }) => isEmptyObject(policy, path));
      const told = written.every(({ isOwn }) => isOwn) ? [] : written;
      return told.map(({ path, meaning }) => findingOf(policy, path, meaning));
    }),
});

interface Braces {
  readonly path: Path;
  readonly meaning: string;
  /** The pods of the policy's own namespace: what most write braces for, and no riddle unless others stand beside it. */
  readonly isOwn?: true;
}

/** The places of a policy in force where `{}` may stand, with what it means there; what is not empty is left out. */
function bracesOf(policy: NetworkPolicy): readonly Braces[] {
  const rules = rulesInForce(policy);
  if (!rules.some(mayHoldBraces)) return none;
  return rules.flatMap(({ rule: { path, peers, ports } }): readonly Braces[] => [
    ...(peers.length + ports.length > 0 ? [] : [{ path, meaning: `every peer at every port: pods, nodes and addresses outside the cluster` }]),
    ...peers.flatMap((peer) => bracesOfPeer(policy, peer)),
    ...ports.filter(({ port }) => port === undefined).map((port) => ({ path: port.path, meaning: "every TCP port, and none of another protocol" })),
  ]);
}

const none: readonly Braces[] = [];

/** As most rules do not. */
function mayHoldBraces({ rule: { peers, ports } }: RuleInForce): boolean {
  if (peers.length + ports.length === 0 || ports.some(({ port }) => port === undefined)) return true;
  return peers.some(({ namespaceSelector, podSelector }) => isEmptySelector(namespaceSelector) || isEmptySelector(podSelector));
}

function isEmptySelector(selector: PolicyPeer["podSelector"]): boolean {
  return selector !== undefined && isEverything(selector);
}

function bracesOfPeer({ meta }: NetworkPolicy, { path, namespaceSelector, podSelector }: PolicyPeer): readonly Braces[] {
  if (namespaceSelector && isEverything(namespaceSelector)) {
    const pods = podSelector && !isEverything(podSelector) ? "such pods" : "every pod";
    return [{ path: [...path, "namespaceSelector"], meaning: `${pods} of every namespace, but no node and no address outside` }];
  }
  if (namespaceSelector || !podSelector || !isEverything(podSelector)) return [];
  return [{ path: [...path, "podSelector"], meaning: `every pod of namespace \`${meta.namespace}\`, and of no other`, isOwn: true }];
}

function isEmptyObject({ meta }: NetworkPolicy, path: Path): boolean {
  const value = meta.origin.valueAt(path);
  return isObject(value) && Object.keys(value).length === 0;
}

function findingOf(policy: NetworkPolicy, path: Path, meaning: string): RuleFinding<"means"> {
  return { ...placeOf(policy.meta, path), messageId: "means", data: { field: pathText(path), policy: policyTitle(policy), meaning } };
}

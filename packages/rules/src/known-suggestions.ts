import {
  type CheckedFlow,
  type Cluster,
  type CompiledPolicies,
  type Endpoint,
  haveSameSurroundings,
  labelsOfNamespace,
  matchesLabels,
  type NetworkPolicy,
} from "@netpolint/core";

type PolicyRule = NetworkPolicy["ingress"][number];

/** An answer for flows, and what it hangs on beside the answers to the flows. */
interface Known<T> {
  readonly flows: readonly CheckedFlow[];
  readonly policies: CompiledPolicies;
  /** The namespaces whose policies may change it; undefined: any. */
  readonly namespaces: ReadonlySet<string> | undefined;
  readonly value: T;
}

/** What is remembered of flows, for who asks again when something else has changed. */
export interface KnownOfFlows<T> {
  find(policies: CompiledPolicies, flows: readonly [CheckedFlow, ...CheckedFlow[]]): T | undefined;
  keep(flows: readonly [CheckedFlow, ...CheckedFlow[]], known: Omit<Known<T>, "flows">): void;
}

/** By the answer to the first flow: answers are made anew where anything is another that they hang on. */
export function knownOfFlows<T>(): KnownOfFlows<T> {
  const byAnswer = new WeakMap<CheckedFlow["answer"], Known<T>>();
  return {
    find: (policies, flows) => {
      const known = byAnswer.get(flows[0].answer);
      if (!known || !isOfFlows(known, flows) || !isStill(known, policies)) return undefined;
      // So that no older cluster is kept.
      byAnswer.set(flows[0].answer, { ...known, flows, policies });
      return known.value;
    },
    keep: (flows, known) => byAnswer.set(flows[0].answer, { ...known, flows }),
  };
}

function isOfFlows({ flows: others }: Known<unknown>, flows: readonly CheckedFlow[]): boolean {
  const isSame = ({ answer, flow }: CheckedFlow, other: CheckedFlow | undefined): boolean =>
    answer === other?.answer && flow.partly === other.flow.partly;
  return others.length === flows.length && flows.every((one, index) => isSame(one, others[index]));
}

function isStill({ policies: before, namespaces }: Known<unknown>, after: CompiledPolicies): boolean {
  if (before === after) return true;
  if (!namespaces || before.tiers !== after.tiers || !haveSameSurroundings(before.cluster, after.cluster)) return false;
  return [...namespaces].every((name) => before.byNamespace.get(name) === after.byNamespace.get(name));
}

/** The namespaces of the pods at the ends. */
export function namespacesOfEnds(flows: readonly CheckedFlow[]): ReadonlySet<string> {
  return new Set(flows.flatMap(({ flow: { from, to } }) => [from, to].flatMap(namespaceOf)));
}

function namespaceOf(endpoint: Endpoint): readonly string[] {
  if (endpoint.type === "workload") return [endpoint.workload.namespace];
  return endpoint.type === "hypothetical" ? [endpoint.pod.namespace] : [];
}

/**
 * The namespaces of the pods whose connections an edit of policies may change: those of the policies, and those that
 * the rules are about that differ. Undefined where that may be any, or addresses.
 */
export function namespacesOfEdit(before: Cluster, after: Cluster): ReadonlySet<string> | undefined {
  const others = after.networkPolicies;
  if (before.networkPolicies.length !== others.length) return undefined;
  const found = new Set<string>();
  for (let index = 0; index < others.length; index += 1) {
    const [policy, other] = [before.networkPolicies[index], others[index]];
    if (!policy || other === policy) continue;
    const differing = other && nameOf(other) === nameOf(policy) ? differingRules(policy, other) : undefined;
    if (!differing) return undefined;
    found.add(policy.meta.namespace);
    for (const { peers } of differing) {
      if (peers.length === 0 || peers.some(({ ipBlock }) => ipBlock !== undefined)) return undefined;
      for (const { namespaceSelector } of peers) {
        for (const name of namespaceSelector ? namespacesSelected(before, namespaceSelector) : []) found.add(name);
      }
    }
  }
  return found;
}

function nameOf({ meta: { namespace, name } }: NetworkPolicy): string {
  return `${namespace}/${name}`;
}

/** Undefined where more than rules differs. */
function differingRules(one: NetworkPolicy, other: NetworkPolicy): readonly PolicyRule[] | undefined {
  const head = ({ podSelector, policyTypes, refusals }: NetworkPolicy): string =>
    JSON.stringify([podSelector, policyTypes, refusals.length]);
  if (head(one) !== head(other)) return undefined;
  return (["ingress", "egress"] as const).flatMap((direction) => {
    const [own, others] = [new Map(one[direction].map(written)), new Map(other[direction].map(written))];
    const gone = [...own].filter(([text]) => !others.has(text));
    const come = [...others].filter(([text]) => !own.has(text));
    return [...gone, ...come].map(([, rule]) => rule);
  });
}

/** By what it says, wherever it stands. */
function written(rule: PolicyRule): readonly [text: string, rule: PolicyRule] {
  const asText = (key: string, value: unknown): unknown =>
    key === "path" ? undefined : typeof value === "bigint" ? String(value) : value;
  return [JSON.stringify(rule, asText), rule];
}

function namespacesSelected(cluster: Cluster, selector: NonNullable<PolicyRule["peers"][number]["namespaceSelector"]>): readonly string[] {
  const names = new Set(cluster.workloads.map(({ namespace }) => namespace));
  return [...names].filter((name) => matchesLabels(selector, labelsOfNamespace(cluster, name)) !== "no");
}

import {
  type Cluster,
  type CompiledPolicies,
  defineRule,
  evaluateFlow,
  formatPath,
  hypotheticalEndpoint,
  labelsOfNamespace,
  matchesLabels,
  objectName,
  type Path,
  placeOf,
  type Pod,
  podName,
  portRange,
  type RuleFinding,
  type Workload,
  workloadName,
} from "@netpolint/core";
import { type DirectedRule, directedRules } from "./directed-rule.js";
import { groupBy } from "./group-by.js";
import { joinWords } from "./join-words.js";
import { opennessOf } from "./openness.js";
import { podIndexOf } from "./pod-index.js";
import { firstPort, portsInWords } from "./port-words.js";
import { firstSurelySelected } from "./workload-index.js";

/** Namespaces with different values of a label are for different people, who are not to get at each other's pods. */
export const crossTenant = defineRule({
  id: "cross-tenant",
  summary: "Pods of one tenant can connect to those of another",
  severity: "warning",
  category: "too-open",
  precision: "high",
  options: {
    schema: { type: "object", additionalProperties: false, properties: { label: { type: "string" } } },
    defaults: { label: "" },
  },
  messages: {
    letIn: {
      message:
        "{part} of NetworkPolicy {policy} lets pods of {others} connect to pods of tenant `{tenant}` on {ports}.",
      help: "Name the namespaces or pods of tenant `{tenant}`; where the others are meant to get in, disable the rule here with a reason.",
    },
    open: {
      message:
        "No NetworkPolicy isolates {workloads} of tenant `{tenant}` for ingress, so pods of other tenants can connect to them on every port.",
      help: "Isolate every pod of namespace `{namespace}` for ingress.",
    },
    unknown: {
      message:
        "Whether pods of other tenants can connect to {workloads} of tenant `{tenant}` cannot be told, because {fact}.",
      help: "Add a NetworkPolicy that selects the pods, or read what the other policy says.",
    },
  },
  check: ({ policies }, { label }) => {
    const tenants = tenantsOf(policies.cluster, label);
    if (new Set(tenants.values()).size < 2) return [];
    return [...letInFindings(policies, tenants), ...openFindings(policies, tenants)];
  },
});

/** By namespace. Those without the label are nobody's, or everybody's. */
type Tenants = ReadonlyMap<string, string>;

function tenantsOf(cluster: Cluster, label: string): Tenants {
  if (label === "") return new Map();
  return new Map(
    [...cluster.namespaceLabels.keys()].flatMap((namespace) => {
      const tenant = labelsOfNamespace(cluster, namespace).entries.get(label);
      return tenant === undefined ? [] : [[namespace, tenant] as const];
    }),
  );
}

function letInFindings(policies: CompiledPolicies, tenants: Tenants): readonly RuleFinding<"letIn">[] {
  return directedRules(policies, "ingress").flatMap((directed) => {
    const tenant = tenants.get(directed.policy.meta.namespace);
    return tenant === undefined ? [] : entriesOf(policies.cluster, directed, tenants, tenant).flatMap((entry) => findingsOf(policies, entry));
  });
}

/** A peer, or a rule without peers, that lets in pods of other tenants' namespaces. */
interface Entry {
  readonly directed: DirectedRule;
  readonly path: Path;
  readonly tenant: string;
  readonly namespaces: readonly string[];
  readonly podSelector: DirectedRule["policy"]["podSelector"];
  readonly tenants: Tenants;
}

function entriesOf(cluster: Cluster, directed: DirectedRule, tenants: Tenants, tenant: string): readonly Entry[] {
  const { rule } = directed;
  const others = [...tenants].filter(([, other]) => other !== tenant).map(([namespace]) => namespace);
  const every = { requirements: [] };
  if (rule.peers.length === 0) return [{ directed, path: rule.path, tenant, namespaces: others, podSelector: every, tenants }];
  return rule.peers.flatMap(({ path, namespaceSelector, podSelector = every }) => {
    if (!namespaceSelector) return [];
    const namespaces = others.filter((one) => matchesLabels(namespaceSelector, labelsOfNamespace(cluster, one)) === "yes");
    const entry = { directed, path: [...path, "namespaceSelector"], tenant, namespaces, podSelector, tenants };
    return namespaces.length === 0 ? [] : [entry];
  });
}

function findingsOf(policies: CompiledPolicies, entry: Entry): readonly RuleFinding<"letIn">[] {
  const { directed, path, tenant, namespaces, tenants } = entry;
  const { policy, rule } = directed;
  const flow = flowOf(policies, entry);
  if (flow === "denied") return [];
  return [
    {
      ...placeOf(policy.meta, path),
      messageId: "letIn",
      data: {
        part: `\`${formatPath(path)}\``,
        policy: `\`${objectName(policy.meta)}\``,
        others: tenantWords(namespaces, tenants),
        tenant,
        ports: portsInWords(rule.ports),
      },
      ...(flow ? { witness: flow } : {}),
    },
  ];
}

const mostNamed = 3;

function tenantWords(namespaces: readonly string[], tenants: Tenants): string {
  const named = namespaces.length <= mostNamed ? namespaces.toSorted() : namespaces.toSorted().slice(0, mostNamed);
  const names = named.map((name) => `namespace \`${name}\` of tenant \`${tenants.get(name)}\``);
  if (names.length === namespaces.length) return joinWords(names);
  return `${names.join(", ")} and ${namespaces.length - names.length} more namespaces`;
}

type Flow = NonNullable<RuleFinding["witness"]>;

/** More pods than these are asked about by their number only. */
const mostAsked = 50;

/** A flow that gets through; undefined where the input does not hold both ends, or the port has a name. */
function flowOf(policies: CompiledPolicies, { directed, namespaces, podSelector }: Entry): Flow | "denied" | undefined {
  const { policy, rule } = directed;
  const { cluster } = policies;
  const port = firstPort(rule.ports);
  const to = firstSurelySelected(cluster, policy.meta.namespace, policy.podSelector);
  if (!to || !port) return undefined;
  const sources = podsIn(cluster, namespaces, podSelector);
  if (sources.length === 0 || sources.length > mostAsked) return undefined;
  const from = sources.find((pod) => getsThrough(policies, pod, to, port));
  return from ? { from: podName(from), to: workloadName(to), ...port } : "denied";
}

/** No more than it takes to know that they are too many. */
function podsIn(cluster: Cluster, namespaces: readonly string[], podSelector: Entry["podSelector"]): readonly Pod[] {
  const found: Pod[] = [];
  for (const namespace of namespaces.toSorted()) {
    found.push(...podIndexOf(cluster).select(namespace, podSelector).filter(({ hostNetwork }) => !hostNetwork));
    if (found.length > mostAsked) break;
  }
  return found;
}

function getsThrough(policies: CompiledPolicies, pod: Pod, workload: Workload, { protocol, port }: Pick<Flow, "port"> & NonNullable<ReturnType<typeof firstPort>>): boolean {
  const { verdict } = evaluateFlow(policies, {
    from: hypotheticalEndpoint(pod),
    to: { type: "workload", workload },
    protocols: [protocol],
    ports: { type: "numbers", ports: portRange(port, port) },
  });
  return verdict !== "deny";
}

function openFindings(policies: CompiledPolicies, tenants: Tenants): readonly RuleFinding<"open" | "unknown">[] {
  const own = policies.cluster.workloads.filter(({ namespace }) => tenants.has(namespace));
  const answers = own.flatMap((workload) => answersOf(policies, workload));
  return [...groupBy(answers, ({ workload, fact }) => JSON.stringify([workload.namespace, fact])).values()].map((group) => {
    const [{ workload, fact }, ...others] = group;
    const { namespace, meta } = workload;
    const rest = others.length === 0 ? "" : ` and ${others.length} more ${others.length === 1 ? "workload" : "workloads"}`;
    const data = { workloads: `\`${workloadName(workload)}\`${rest}`, tenant: tenants.get(namespace) ?? "", namespace };
    const related = others.map((one) => ({ ...placeOf(one.workload.meta, ["metadata", "name"]), message: "the same holds for these pods" }));
    const identity = { parts: group.map((one) => workloadName(one.workload)), objects: [] };
    const common = { ...placeOf(meta, ["metadata", "name"]), related, identity };
    if (fact === undefined) return { ...common, messageId: "open", data };
    return { ...common, messageId: "unknown", severity: "info", data: { ...data, fact } };
  });
}

/** `fact` is missing where it cannot be told whether anybody is kept out. */
function answersOf(policies: CompiledPolicies, workload: Workload): readonly { readonly workload: Workload; readonly fact: string | undefined }[] {
  const answers = workload.pods.map((pod) => opennessOf(policies, pod, "ingress"));
  if (answers.includes("open")) return [{ workload, fact: undefined }];
  const unknown = answers.find((one) => typeof one === "object");
  return unknown ? [{ workload, fact: unknown.unknown }] : [];
}

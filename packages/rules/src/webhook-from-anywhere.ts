import {
  backendsOf,
  type CompiledPolicies,
  defineRule,
  formatPath,
  isEmptyPortSet,
  type JsonObject,
  objectName,
  type ObjectSuggestion,
  placeOf,
  policiesFor,
  portRange,
  portsOpenedBy,
  type RuleFinding,
  subtractPortSets,
  unionPortSets,
  type Webhook,
  type Workload,
} from "@netpolint/core";
import type { DirectedRule } from "./directed-rule.js";
import { groupBy } from "./group-by.js";
import { peersFor } from "./peers-for.js";
import { portsInWords } from "./port-words.js";
import { opennessCovered, strangersFlow, widePeersOf } from "./wide-peers.js";

/** Only the API server calls webhooks, and whoever else gets to one may ask it anything. */
export const webhookFromAnywhere = defineRule({
  id: "webhook-from-anywhere",
  summary: "A rule for the calls of the API server lets everybody call a webhook",
  severity: "info",
  category: "too-open",
  precision: "medium",
  messages: {
    everybody: {
      message:
        "{rule} of NetworkPolicy {policy} lets {whom} connect to {webhooks} on {ports}, though only the API server has to call it.",
      help: "{help}",
    },
  },
  check: ({ policies }) => {
    const openings = webhookPorts(policies).flatMap((served) => openingsOf(policies, served));
    return [...groupBy(openings, ({ directed }) => directed.rule).values()].flatMap((group) => findingsOf(policies, group));
  },
});

/** The ports on which the pods of a workload serve webhooks. */
interface ServedWebhooks {
  readonly workload: Workload;
  readonly ports: readonly number[];
  readonly webhooks: readonly Webhook[];
}

function webhookPorts({ cluster }: CompiledPolicies): readonly ServedWebhooks[] {
  const served = cluster.webhooks.flatMap((webhook) => {
    const found = webhook.service ? backendsOf(cluster, webhook.service) : { backends: [] };
    if ("unknown" in found) return [];
    return found.backends.flatMap(({ endpoint, port }) =>
      endpoint.type === "workload" ? [{ workload: endpoint.workload, port, webhook }] : [],
    );
  });
  return [...groupBy(served, ({ workload }) => workload)].map(([workload, group]) => ({
    workload,
    ports: [...new Set(group.map(({ port }) => port))],
    webhooks: [...new Set(group.map(({ webhook }) => webhook))],
  }));
}

interface Opening extends ServedWebhooks {
  readonly directed: DirectedRule;
}

type Opened = readonly [Opening, ...Opening[]];

function openingsOf(policies: CompiledPolicies, served: ServedWebhooks): readonly Opening[] {
  const [pod] = served.workload.pods;
  if (!pod || pod.hostNetwork) return [];
  return policiesFor(policies, pod, "ingress")
    .filter(({ selects, compiled }) => selects === "yes" && !compiled.refused && !compiled.policy.assumed)
    .flatMap(({ compiled: { policy, ingress = [] } }) => ingress.map((rule) => ({ policy, direction: "ingress", rule }) as const))
    .filter(({ rule }) => isForWebhooks(rule, served))
    .map((directed) => ({ ...served, directed }));
}

/** A rule that opens other ports as well is meant for more than the API server. */
function isForWebhooks({ ports: items }: DirectedRule["rule"], { workload, ports }: ServedWebhooks): boolean {
  const [pod] = workload.pods;
  const own = ports.map((port) => portRange(port, port)).reduce(unionPortSets);
  return (
    items.length > 0 &&
    items.every((item) => {
      const opened = portsOpenedBy(item, pod?.namedPorts ?? []);
      return item.protocol === "TCP" && !isEmptyPortSet(opened) && isEmptyPortSet(subtractPortSets(opened, own));
    })
  );
}

function findingsOf(policies: CompiledPolicies, group: Opened): readonly RuleFinding<"everybody">[] {
  const [{ directed, workload, ports }] = group;
  const { policy, rule } = directed;
  const wide = widePeersOf(rule);
  const witness = wide && strangersFlow(policies, wide, workload, { protocol: "TCP", port: ports[0] ?? 0 });
  if (!witness) return [];
  const [first, ...others] = [...new Set(group.flatMap(({ webhooks }) => webhooks.map(({ name }) => name)))].sort();
  const rest = others.length === 0 ? "" : ` and ${others.length} more`;
  const narrower = apiServerPeers(policies, policy.meta.namespace);
  return [
    {
      ...placeOf(policy.meta, wide.paths[0]),
      messageId: "everybody",
      data: {
        rule: `\`${formatPath(rule.path)}\``,
        policy: `\`${objectName(policy.meta)}\``,
        whom: wide.words,
        webhooks: `webhook \`${first}\`${rest}`,
        ports: portsInWords(rule.ports),
        help: narrower ? `Name ${narrower.words}.` : "Name the addresses of the API server, which no selector matches.",
      },
      witness,
      covers: opennessCovered(directed, wide),
      suggestions: narrower ? [onlyApiServer(directed, narrower)] : [],
    },
  ];
}

interface NarrowPeers {
  readonly peers: readonly JsonObject[];
  readonly words: string;
}

/** OpenShift's label stands for the host network, in which the API server runs. */
const hostNetwork: NarrowPeers = {
  peers: [{ namespaceSelector: { matchLabels: { "policy-group.network.openshift.io/host-network": "" } } }],
  words: "the namespaces labelled `policy-group.network.openshift.io/host-network`, which stand for the host network",
};

function apiServerPeers({ cluster }: CompiledPolicies, namespace: string): NarrowPeers | undefined {
  if (cluster.settings.apiServer.length === 0) return cluster.settings.platform === "openshift" ? hostNetwork : undefined;
  const [known] = peersFor(cluster, { type: "apiserver" }, "ingress", namespace);
  return known && known.peers.length > 0 ? { ...known, words: `the API server's addresses, ${known.words}` } : undefined;
}

function onlyApiServer({ policy: { meta }, rule }: DirectedRule, { peers, words }: NarrowPeers): ObjectSuggestion {
  const edit = { type: "set", path: [...rule.path, "from"], value: peers } as const;
  return { title: `Only let in ${words}`, edits: [{ meta, edit }] };
}

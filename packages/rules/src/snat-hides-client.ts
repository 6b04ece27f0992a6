import {
  backendsOf,
  type Backend,
  classifyIpAddress,
  type Cluster,
  compareText,
  defineRule,
  externalAccess,
  type LintContext,
  type NetworkPolicy,
  objectName,
  placeOf,
  policiesFor,
  type RuleFinding,
  type Service,
  type ServiceRoute,
} from "@netpolint/core";
import { isWithin } from "./address-holders.js";
import { pathText, type PolicyPeer, type PolicyRule, policyTitle } from "./network-policy-words.js";
import { cidrPath } from "./rules-in-force.js";

/** Between a client outside and the pod something may put its own address in the place of the client's. */
export const snatHidesClient = defineRule({
  id: "snat-hides-client",
  summary: "An ipBlock of clients whose address the pods may not see",
  severity: "warning",
  category: "cluster",
  precision: "medium",
  reach: "policy",
  messages: {
    service: {
      message:
        "{field} of {policy} names clients of {object}, and nodes that pass their connections on may put their own address in the place of the client's.",
      help: "Set `externalTrafficPolicy: Local` on the Service, or say in `loadBalancerSourceRanges` who may connect.",
    },
    route: {
      message:
        "{field} of {policy} names addresses, and connections through {object} come from what serves it, whoever its clients are.",
      help: "Let in the pods or addresses that serve it, and say there which clients may connect.",
    },
  },
  check: (context) => {
    const seen = new Set<string>();
    const entries = [...serviceEntries(context.cluster), ...routeEntries(context.cluster)].sort(byName);
    return entries.flatMap((entry) => findingsOf(context, entry)).filter((finding) => isNew(finding, seen));
  },
});

/** So that the order of the input does not decide which of several the finding names. */
function byName({ object: a }: Entry, { object: b }: Entry): number {
  return compareText(`${a.meta.kind} ${objectName(a.meta)}`, `${b.meta.kind} ${objectName(b.meta)}`);
}

type ClientFinding = RuleFinding<"service" | "route">;

/** One finding for each block, however many Services lead to the pods. */
function isNew({ messageId, data }: ClientFinding, seen: Set<string>): boolean {
  const key = JSON.stringify([messageId, data?.["policy"], data?.["field"]]);
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}

/** A way in from outside, and the pods at its end. */
interface Entry {
  readonly type: "service" | "route";
  readonly object: Service | ServiceRoute;
  readonly backends: readonly Backend[];
}

/** A Service keeps the client's address with `externalTrafficPolicy: Local` only. */
function serviceEntries(cluster: Cluster): readonly Entry[] {
  return [...cluster.services.values()]
    .filter((service) => externalAccess(service) && service.meta.origin.valueAt(["spec", "externalTrafficPolicy"]) !== "Local")
    .map((service) => ({ type: "service", object: service, backends: service.ports.flatMap((port) => behind(cluster, service, port)) }));
}

function behind(cluster: Cluster, { meta }: Service, { port, protocol }: Service["ports"][number]): readonly Backend[] {
  const found = backendsOf(cluster, { namespace: meta.namespace, name: meta.name, port }, protocol);
  return "backends" in found ? found.backends : [];
}

function routeEntries(cluster: Cluster): readonly Entry[] {
  return cluster.serviceRoutes.map((route) => {
    const backends = route.backends.flatMap((reference) => {
      const found = backendsOf(cluster, reference);
      return "backends" in found ? found.backends : [];
    });
    return { type: "route", object: route, backends };
  });
}

function findingsOf({ cluster, policies }: LintContext, { type, object, backends }: Entry): readonly ClientFinding[] {
  const inner = [...cluster.settings.podRanges, ...cluster.settings.nodeRanges, ...cluster.settings.serviceRanges];
  return backends.flatMap((backend) =>
    policiesOf(policies, backend).flatMap((policy) =>
      policy.ingress.flatMap((rule) =>
        rule.peers.flatMap((peer) => (isClientBlock(peer, inner) && isForPort(rule, backend) ? [findingOf(policy, peer, type, object)] : [])),
      ),
    ),
  );
}

function policiesOf(policies: LintContext["policies"], { endpoint }: Backend): readonly NetworkPolicy[] {
  const pods = endpoint.type === "workload" ? endpoint.workload.pods : [];
  const selecting = pods.flatMap((pod) => policiesFor(policies, pod, "ingress"));
  const chosen = selecting.filter(({ selects, compiled }) => selects === "yes" && !compiled.refused && !compiled.policy.assumed);
  return [...new Set(chosen.map(({ compiled }) => compiled.policy))];
}

/** A whole family means nodes and proxies as well. */
function isClientBlock({ ipBlock }: PolicyPeer, inner: Parameters<typeof isWithin>[1]): boolean {
  if (!ipBlock) return false;
  const { cidr } = ipBlock;
  return cidr.prefixLength > 0 && !isWithin(cidr, inner) && !inner.some((range) => isWithin(range, [cidr]));
}

/** Private addresses may be those of what serves it, and are then right. */
function isPublic({ ipBlock }: PolicyPeer): boolean {
  return ipBlock !== undefined && classifyIpAddress({ family: ipBlock.cidr.family, value: ipBlock.cidr.first }) !== "private";
}

function isForPort({ ports }: PolicyRule, { protocol, port }: Backend): boolean {
  return (
    ports.length === 0 ||
    ports.some((item) => {
      if (item.protocol !== protocol) return false;
      if (typeof item.port !== "number") return true;
      return item.port <= port && port <= (item.endPort ?? item.port);
    })
  );
}

function findingOf(policy: NetworkPolicy, peer: PolicyPeer, type: Entry["type"], { meta }: Entry["object"]): ClientFinding {
  const path = cidrPath(peer);
  return {
    ...placeOf(policy.meta, path),
    messageId: type,
    ...(isPublic(peer) ? {} : { severity: "info" }),
    data: { field: pathText(path), policy: policyTitle(policy), object: `${meta.kind} \`${objectName(meta)}\`` },
    related: [{ ...placeOf(meta, ["metadata", "name"]), message: "this is how the clients get to the pods" }],
  };
}

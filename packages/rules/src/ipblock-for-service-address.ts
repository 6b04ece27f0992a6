import {
  type Cluster,
  defineRule,
  formatIpAddress,
  type JsonObject,
  type ObjectSuggestion,
  placeOf,
  type RuleFinding,
  type Service,
} from "@netpolint/core";
import { holds, isSingle, isWithin } from "./address-holders.js";
import { pathText, policyTitle } from "./network-policy-words.js";
import { type BlockInForce, blocksInForce, cidrPath } from "./rules-in-force.js";

/** The address of a Service is replaced by one of a pod, with most plugins before policies are applied. */
export const ipblockForServiceAddress = defineRule({
  id: "ipblock-for-service-address",
  summary: "An ipBlock of addresses of Services, which policies do not see",
  severity: "warning",
  category: "cluster",
  precision: "high",
  reach: "policy",
  messages: {
    destination: {
      message:
        "{field} of {policy} is {what}, and with most network plugins policies see the address of a pod behind it instead.",
      help: "{help}.",
    },
    source: {
      message: "{field} of {policy} is {what}, from which no connection comes.",
      help: "Name the pods or addresses that connect.",
    },
  },
  check: ({ cluster }) => {
    const byAddress = servicesByAddress(cluster);
    return blocksInForce(cluster).flatMap((one) => findingOf(one, cluster, byAddress));
  },
});

function servicesByAddress({ services }: Cluster): ReadonlyMap<string, Service> {
  return new Map([...services.values()].flatMap((service) => service.clusterIPs.map((text) => [text, service] as const)));
}

type ServiceFinding = RuleFinding<"destination" | "source">;

function findingOf(one: BlockInForce, cluster: Cluster, byAddress: ReadonlyMap<string, Service>): readonly ServiceFinding[] {
  const { policy, direction, peer, block } = one;
  const { cidr } = block;
  const service = isSingle(cidr) ? byAddress.get(formatIpAddress({ family: cidr.family, value: cidr.first })) : undefined;
  if (!service && !isWithin(cidr, cluster.settings.serviceRanges)) return [];
  if (direction === "egress" && isSeen(one, cluster)) return [];
  const path = cidrPath(peer);
  return [
    {
      ...placeOf(policy.meta, path),
      messageId: direction === "egress" ? "destination" : "source",
      data: { field: pathText(path), policy: policyTitle(policy), what: whatText(one, service), help: helpText(service) },
      ...(service ? { related: [{ ...placeOf(service.meta, ["spec", "clusterIP"]), message: "this is whose address it is" }] } : {}),
      ...(service && direction === "egress" ? { suggestions: suggestionsFor(one, service) } : {}),
    },
  ];
}

/** The Amazon VPC CNI looks before the address is replaced; NodeLocal DNSCache may listen on that of a Service. */
function isSeen({ block }: BlockInForce, { settings, environment }: Cluster): boolean {
  return settings.cni === "aws-vpc-cni" || environment.nodeLocalDns.facts.some(({ value }) => holds(block.cidr, value));
}

function whatText({ block }: BlockInForce, service: Service | undefined): string {
  if (!service) return isSingle(block.cidr) ? "the address of a Service" : "a block of addresses of Services";
  return `the address of Service \`${service.meta.namespace}/${service.meta.name}\``;
}

function helpText(service: Service | undefined): string {
  return service && service.selector === undefined
    ? "Name the addresses of the Service's endpoints, and the port they listen on"
    : "Select the pods behind the Service, and name the port they listen on";
}

/** The ports of the rule may be those of the Service, which is another finding's matter. */
function suggestionsFor({ policy, peer }: BlockInForce, { meta, selector }: Service): readonly ObjectSuggestion[] {
  if (!selector || selector.size === 0) return [];
  const podSelector: JsonObject = { matchLabels: Object.fromEntries(selector) };
  const namespaceSelector: JsonObject = { matchLabels: { "kubernetes.io/metadata.name": meta.namespace } };
  const value: JsonObject = meta.namespace === policy.meta.namespace ? { podSelector } : { namespaceSelector, podSelector };
  const title = `Select the pods behind Service ${meta.namespace}/${meta.name}`;
  return [{ title, edits: [{ meta: policy.meta, edit: { type: "set", path: peer.path, value } }] }];
}

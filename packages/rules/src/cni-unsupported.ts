import {
  backendsOf,
  type Cluster,
  defineRule,
  type LintContext,
  type NetworkPolicy,
  placeOf,
  policiesFor,
  type RuleFinding,
  type Service,
  type ServicePort,
} from "@netpolint/core";
import { type CniFeature, type CniLimit, cniLimits, plainFeatures } from "./cni-limits.js";
import { type CniUse, cniUses } from "./cni-uses.js";
import { acceptedPolicies, pathText, policyTitle } from "./network-policy-words.js";

/** The API leaves to the network plugin what comes of a policy, and the plugins do not apply the same. */
export const cniUnsupported = defineRule({
  id: "cni-unsupported",
  summary: "A policy that the network plugin does not apply, or not as written",
  severity: "warning",
  category: "cluster",
  precision: "medium",
  messages: {
    noPolicies: {
      message: "{policy}{rest} {verb} no effect: flannel connects pods and applies no policies.",
      help: "Install a plugin that applies policies beside or instead of flannel, and name it with `--cni`.",
    },
    unsupported: {
      message: "{field} of {policy} {does}, and {consequence}.",
      help: "{help}.",
    },
    servicePort: {
      message:
        "Service {service} turns port {port} into {target} for pods that policies isolate, and the Amazon VPC CNI needs both to be one number.",
      help: "Give the Service the port that its pods listen on.",
    },
    unknownPlugin: {
      message:
        "It is not known which network plugin applies the policies, and {field} of {policy}{rest} {does}, which not every plugin applies.",
      help: "Name the plugin with `--cni`, or as `cluster.cni` of the configuration.",
    },
  },
  check: (context) => {
    const { cni } = context.cluster.settings;
    if (cni === undefined) return unknownPlugin(context.cluster);
    if (cni === "flannel") return noPolicies(context.cluster);
    const limits = cniLimits.filter((limit) => limit.cni === cni);
    return [...limitFindings(context.cluster, limits), ...(cni === "aws-vpc-cni" ? servicePorts(context) : [])];
  },
});

type CniFinding = RuleFinding<"noPolicies" | "unsupported" | "servicePort" | "unknownPlugin">;

/** One finding for all: there is one thing to do about it. */
function noPolicies({ networkPolicies }: Cluster): readonly CniFinding[] {
  const [first, ...others] = networkPolicies;
  if (!first) return [];
  return [
    {
      ...placeOf(first.meta, ["metadata", "name"]),
      messageId: "noPolicies",
      data: { policy: policyTitle(first), rest: andMore(others.length, "policy", "policies"), verb: others.length > 0 ? "have" : "has" },
      related: others.map((policy) => ({ ...placeOf(policy.meta, ["metadata", "name"]), message: policyTitle(policy) })),
      identity: { parts: ["flannel"], objects: [first, ...others].map(({ meta }) => meta) },
    },
  ];
}

function andMore(count: number, one: string, many: string): string {
  return count === 0 ? "" : ` and ${count} more ${count === 1 ? one : many}`;
}

function unknownPlugin(cluster: Cluster): readonly CniFinding[] {
  const [first, ...others] = cniUses(cluster, plainFeatures);
  if (!first) return [];
  const { policy, path, does } = first;
  return [
    {
      ...placeOf(policy.meta, path),
      messageId: "unknownPlugin",
      severity: "info",
      data: { field: pathText(path), policy: policyTitle(policy), rest: othersText(others.length), does },
      identity: { parts: ["unknown plugin"], objects: [first, ...others].map((one) => one.policy.meta) },
    },
  ];
}

function othersText(count: number): string {
  return count === 0 ? "" : ` (the first of ${count + 1} such fields)`;
}

function limitFindings(cluster: Cluster, limits: readonly CniLimit[]): readonly CniFinding[] {
  const byFeature = new Map<CniFeature, CniLimit>(limits.map((limit) => [limit.feature, limit]));
  const windows = hasWindowsNodes(cluster);
  return cniUses(cluster, new Set(byFeature.keys())).flatMap((use) => {
    const limit = byFeature.get(use.feature);
    return !limit || (limit.scope === "windows" && windows === "no") ? [] : [findingOf(use, limit, windows)];
  });
}

/** What no single field is to blame for: which one the finding points at hangs on their order. */
const aboutAll: ReadonlySet<CniFeature> = new Set(["both-families", "many-blocks"]);

function findingOf({ policy, feature, path, does }: CniUse, { scope, consequence, help }: CniLimit, windows: Windows): CniFinding {
  const certain = scope === "all" || (scope === "windows" && windows === "yes");
  return {
    ...placeOf(policy.meta, path),
    messageId: "unsupported",
    data: { field: pathText(path), policy: policyTitle(policy), does, consequence, help },
    ...(certain ? {} : { severity: "info" }),
    ...(aboutAll.has(feature) ? { identity: { parts: [feature], objects: [policy.meta] } } : {}),
  };
}

type Windows = "yes" | "no" | "unknown";

function hasWindowsNodes({ nodes, settings }: Cluster): Windows {
  if (nodes.some(({ meta }) => meta.labels.get("kubernetes.io/os") === "windows")) return "yes";
  return nodes.length > 0 && settings.world === "closed" ? "no" : "unknown";
}

/** It looks at connections before a Service's address and port are replaced. */
function servicePorts(context: LintContext): readonly CniFinding[] {
  const isolated = new Set<string>(acceptedPolicies(context.cluster).filter(isIngress).map(({ meta }) => meta.namespace));
  return [...context.cluster.services.values()]
    .filter(({ meta }) => isolated.has(meta.namespace))
    .flatMap((service) => service.ports.flatMap((port) => servicePort(context, service, port)));
}

function isIngress({ policyTypes }: NetworkPolicy): boolean {
  return policyTypes.ingress;
}

function servicePort({ cluster, policies }: LintContext, service: Service, port: ServicePort): readonly CniFinding[] {
  const { namespace, name } = service.meta;
  if (port.targetPort === port.port) return [];
  const found = backendsOf(cluster, { namespace, name, port: port.port }, port.protocol);
  const backends = "backends" in found ? found.backends : [];
  const other = backends.find((backend) => {
    const pods = backend.endpoint.type === "workload" ? backend.endpoint.workload.pods : [];
    const isIsolated = pods.some((pod) => policiesFor(policies, pod, "ingress").some(({ selects }) => selects === "yes"));
    return isIsolated && backend.port !== port.port;
  });
  if (!other) return [];
  return [
    {
      ...placeOf(service.meta, [...port.path, "port"]),
      messageId: "servicePort",
      data: { service: `\`${namespace}/${name}\``, port: port.port, target: other.port },
    },
  ];
}

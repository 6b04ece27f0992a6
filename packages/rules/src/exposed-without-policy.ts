import {
  type Backend,
  type Backends,
  backendsOf,
  behindPort,
  type Cluster,
  type CompiledPolicies,
  defineRule,
  externalAccess,
  objectName,
  type Place,
  placeOf,
  type RuleFinding,
  type Service,
  type ServiceRoute,
  type Workload,
  workloadName,
} from "@netpolint/core";
import { opennessOf } from "./openness.js";

/** Pods that clients outside get to, and that nothing isolates. */
export const exposedWithoutPolicy = defineRule({
  id: "exposed-without-policy",
  summary: "Pods that serve clients outside are not isolated",
  severity: "warning",
  category: "too-open",
  precision: "high",
  messages: {
    open: {
      message:
        "{exposer} brings clients from outside the cluster to {workload}, and no NetworkPolicy in the input isolates that for ingress, so everybody can connect to it on every port.",
      help: "Isolate its pods for ingress and allow {protocol} {port} from where these clients' connections come.",
    },
  },
  check: ({ policies }) => {
    const found = new Map<string, RuleFinding<"open">>();
    for (const exposed of exposedBackends(policies)) {
      const key = `${exposed.exposer} ${workloadName(exposed.workload)}`;
      if (!found.has(key) && isOpen(policies, exposed.workload)) found.set(key, findingOf(exposed));
    }
    return [...found.values()];
  },
});

interface Exposed {
  /** As a sentence calls it. */
  readonly exposer: string;
  readonly place: Place;
  readonly workload: Workload;
  readonly backend: Backend;
}

function exposedBackends({ cluster }: CompiledPolicies): readonly Exposed[] {
  const byServices = [...cluster.services.values()].flatMap((service) => exposedByService(cluster, service));
  const byRoutes = cluster.serviceRoutes.flatMap((route) =>
    route.backends.flatMap((backend) =>
      exposedBy(titleOf(route), placeOf(route.meta, backend.path), backendsOf(cluster, backend, route.meta.kind === "UDPRoute" ? "UDP" : "TCP")),
    ),
  );
  return [...byServices, ...byRoutes];
}

function exposedByService(cluster: Cluster, service: Service): readonly Exposed[] {
  const access = externalAccess(service);
  if (!access || service.selector === undefined) return [];
  const exposer = `${titleOf(service)} ${access.text}`;
  const place = placeOf(service.meta, access.path);
  return service.ports.flatMap((port) => exposedBy(exposer, place, behindPort(cluster, service, port)));
}

function titleOf({ meta }: Service | ServiceRoute): string {
  return `${meta.kind} \`${objectName(meta)}\``;
}

/** Pods that are not in the input may be selected by policies that are not there either. */
function exposedBy(exposer: string, place: Place, found: Backends): readonly Exposed[] {
  if ("unknown" in found) return [];
  return found.backends.flatMap((backend) =>
    backend.endpoint.type === "workload" ? [{ exposer, place, backend, workload: backend.endpoint.workload }] : [],
  );
}

function isOpen(policies: CompiledPolicies, { pods }: Workload): boolean {
  return pods.some((pod) => opennessOf(policies, pod, "ingress") === "open");
}

function findingOf({ exposer, place, workload, backend }: Exposed): RuleFinding<"open"> {
  const name = workloadName(workload);
  const { protocol, port } = backend;
  return {
    ...place,
    messageId: "open",
    data: { exposer, workload: `\`${name}\``, protocol, port },
    related: [{ ...placeOf(workload.meta, ["metadata", "name"]), message: "nothing isolates these pods for ingress" }],
    witness: { from: "@external", to: name, protocol, port },
  };
}

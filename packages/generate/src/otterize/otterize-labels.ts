import type { Workload } from "@netpolint/core";
import type { Declared } from "./effective-policies.js";
import { hashedName, hashedNameWithKind } from "./identity.js";
import type { Intent } from "./read-intents.js";

const prefix = "intents.otterize.com/";

/** The keys of the labels that Otterize puts on pods, namespaces and policies. */
export const labelKeys = {
  service: `${prefix}service`,
  ownerKind: `${prefix}owner-kind`,
  client: `${prefix}client`,
  /** Until 2024. */
  server: `${prefix}server`,
  /** Of 2022, on namespaces. */
  namespaceName: `${prefix}namespace-name`,
  access: `${prefix}access-`,
  serviceAccess: `${prefix}svc-access-`,
  networkPolicy: `${prefix}network-policy`,
  egressNetworkPolicy: `${prefix}egress-network-policy`,
  egressNetworkPolicyTarget: `${prefix}egress-network-policy-target`,
  egressInternetNetworkPolicy: `${prefix}egress-internet-network-policy`,
  defaultDeny: `${prefix}network-policy-service-default-deny`,
  externalTraffic: `${prefix}network-policy-external-traffic`,
  webhookTraffic: `${prefix}network-policy-webhook-traffic`,
  metricsTraffic: `${prefix}network-policy-metrics-collectors`,
} as const;

export type LabelsOfWorkloads = ReadonlyMap<Workload, ReadonlyMap<string, string>>;

/** The labels that the operator puts on pods. Nothing is labelled where nobody declares anything. */
export function podLabelsBy(declared: Declared): LabelsOfWorkloads {
  const { pods, effective } = declared;
  if (effective.length === 0 && declared.protectedServices.length === 0) return new Map();
  const calls = callsOf(declared);
  return new Map(
    pods.cluster.workloads.map((workload) => {
      const own = identityLabels(declared, workload);
      return [workload, new Map([...own, ...clientLabels(declared, workload, calls.get(workload) ?? [])])];
    }),
  );
}

function callsOf({ pods, intents }: Declared): ReadonlyMap<Workload, readonly Intent[]> {
  const calls = new Map<Workload, Intent[]>();
  for (const intent of intents) {
    for (const workload of pods.workloadsOf(intent.client)) {
      const own = calls.get(workload);
      if (own) own.push(intent);
      else calls.set(workload, [intent]);
    }
  }
  return calls;
}

type Entries = readonly (readonly [string, string])[];

function identityLabels({ pods, settings }: Declared, workload: Workload): Entries {
  const identity = pods.identityOf(workload);
  if (settings.era !== "current") return [[labelKeys.server, hashedName(identity)]];
  return [
    [labelKeys.service, hashedName(identity)],
    [labelKeys.ownerKind, workload.kind],
  ];
}

function clientLabels({ pods, settings }: Declared, workload: Workload, calls: readonly Intent[]): Entries {
  if (calls.length === 0) return [];
  const isCurrent = settings.era === "current";
  const client = settings.era === "2022" ? "true" : hashedName(pods.identityOf(workload));
  const access = calls.flatMap(({ target }): Entries => {
    if (target.type === "pods") {
      const name = isCurrent ? hashedNameWithKind(target.identity) : hashedName(target.identity);
      return [[`${labelKeys.access}${name}`, "true"]];
    }
    // The earlier generations knew no Services.
    return isCurrent && target.type === "service"
      ? [[`${labelKeys.serviceAccess}${hashedNameWithKind(target.identity)}`, "true"]]
      : [];
  });
  return [[labelKeys.client, client], ...access];
}

/** Only the first generation needed labels of namespaces: those of clients. */
export function namespaceLabelsBy({ settings, intents }: Declared): ReadonlyMap<string, ReadonlyMap<string, string>> {
  if (settings.era !== "2022") return new Map();
  return new Map(
    intents.map(({ client: { namespace } }) => [namespace, new Map([[labelKeys.namespaceName, namespace]])]),
  );
}

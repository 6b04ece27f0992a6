import type { Cluster } from "@netpolint/core";
import { accessPolicies } from "./access-policies.js";
import type { Isolating } from "./blocked-by-otterize.js";
import { earlierPolicies } from "./earlier-policies.js";
import { type Declared, declaredIn } from "./effective-policies.js";
import { externalTrafficPolicies } from "./external-traffic.js";
import { hashedName, policyNamePart } from "./identity.js";
import { objectTitle, type OperatorPolicy } from "./operator-policy.js";
import { metricsPolicies, webhookPolicies } from "./other-traffic.js";
import { type LabelsOfWorkloads, labelKeys, namespaceLabelsBy, podLabelsBy } from "./otterize-labels.js";
import { otterizePods } from "./otterize-pods.js";
import type { OtterizeSettings } from "./otterize-settings.js";

/** What the operator makes of the intents in a cluster. */
export interface OperatorOutput {
  readonly declared: Declared;
  /** Those that it puts on pods, by workload. */
  readonly podLabels: LabelsOfWorkloads;
  readonly namespaceLabels: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Each name of a namespace once. */
  readonly policies: readonly OperatorPolicy[];
}

/** Runs the operator in thought. Where nothing is declared it does nothing, whatever Services there are. */
export function operatorOutput(cluster: Cluster, settings: OtterizeSettings): OperatorOutput {
  const declared = declaredIn(otterizePods(cluster), settings);
  const podLabels = podLabelsBy(declared);
  const own = [
    ...(settings.era === "current" ? accessPolicies(declared) : earlierPolicies(declared)),
    ...defaultDenies(declared),
  ];
  const isSilent = declared.intents.length === 0 && declared.protectedServices.length === 0;
  const isolating: Isolating = { declared, labels: podLabels, policies: own };
  const others = isSilent
    ? []
    : [...externalTrafficPolicies(isolating), ...webhookPolicies(isolating), ...metricsPolicies(isolating)];
  return { declared, podLabels, namespaceLabels: namespaceLabelsBy(declared), policies: distinct([...own, ...others]) };
}

/** A protected service is isolated also where nobody calls it. */
function defaultDenies({ protectedServices, settings }: Declared): readonly OperatorPolicy[] {
  return protectedServices.map(({ identity, of }) => ({
    namespace: identity.namespace,
    name: `default-deny-${policyNamePart(identity)}`,
    labels: { [labelKeys.defaultDeny]: "true", [labelKeys.networkPolicy]: hashedName(identity) },
    podLabels: new Map([[settings.era === "current" ? labelKeys.service : labelKeys.server, hashedName(identity)]]),
    directions: ["ingress"],
    ingress: [],
    egress: [],
    because: `Otterize's operator makes it for ${objectTitle(of)}`,
    remedy: "declare the call in ClientIntents of the client",
    of,
    path: ["spec", "name"],
  }));
}

function distinct(policies: readonly OperatorPolicy[]): readonly OperatorPolicy[] {
  const byName = new Map<string, OperatorPolicy>();
  for (const policy of policies) {
    const key = `${policy.namespace}/${policy.name}`;
    if (!byName.has(key)) byName.set(key, policy);
  }
  return [...byName.values()];
}

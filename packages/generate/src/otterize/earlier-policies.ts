import { type JsonObject } from "@netpolint/core";
import { cidrOf } from "./access-policies.js";
import { callerNamespaces, type Declared, type EffectivePolicy, isEnforced } from "./effective-policies.js";
import { hashedName } from "./identity.js";
import { objectTitle, type OperatorPolicy, podsPeer } from "./operator-policy.js";
import { labelKeys } from "./otterize-labels.js";
import type { Intent } from "./read-intents.js";

/** The policies of the operator of 2022 and of 2024: one for each server and namespace of clients. */
export function earlierPolicies(declared: Declared): readonly OperatorPolicy[] {
  const ingress = declared.effective
    .filter(({ identity }) => identity.kind !== "Service" && isEnforced(declared, identity))
    .flatMap((effective) => accessPolicies(declared, effective));
  return [...ingress, ...(isolatesEgress(declared) ? declared.effective.flatMap(egressPolicies) : [])];
}

function isolatesEgress({ settings }: Declared): boolean {
  return settings.era === "2024" && settings.egress && settings.enforcement === "active";
}

function accessPolicies({ settings }: Declared, { identity, calledBy }: EffectivePolicy): readonly OperatorPolicy[] {
  const isFirst = settings.era === "2022";
  const hashed = hashedName(identity);
  const namespaceKey = isFirst ? labelKeys.namespaceName : undefined;
  return callerNamespaces(calledBy).flatMap((namespace) => {
    const [intent] = calledBy.filter(({ client }) => client.namespace === namespace);
    if (!intent) return [];
    return [
      {
        namespace: identity.namespace,
        name: `access-to-${identity.name}-from-${namespace}`,
        labels: { [labelKeys.networkPolicy]: isFirst ? "true" : hashed },
        podLabels: new Map([[labelKeys.server, hashed]]),
        directions: ["ingress"] as const,
        ingress: [{ from: [podsPeer(`${labelKeys.access}${hashed}`, "true", namespace, namespaceKey)] }],
        egress: [],
        ...reasonOf(intent),
      },
    ];
  });
}

function reasonOf(intent: Intent): Pick<OperatorPolicy, "because" | "remedy" | "of" | "path"> {
  return {
    because: `Otterize's operator makes it for ${objectTitle(intent.of)}`,
    remedy: "declare the call in ClientIntents of the client",
    of: intent.of,
    path: intent.path,
  };
}

function egressPolicies({ identity, calls }: EffectivePolicy): readonly OperatorPolicy[] {
  const client = hashedName(identity);
  const common = {
    namespace: identity.namespace,
    podLabels: new Map([[labelKeys.client, client]]),
    directions: ["egress"] as const,
    ingress: [],
  };
  const toPods = calls.flatMap((intent): readonly OperatorPolicy[] => {
    const { target } = intent;
    if (target.type !== "pods") return [];
    const { name, namespace } = target.identity;
    const server = hashedName(target.identity);
    return [
      {
        ...common,
        name: `egress-to-${name}.${namespace}-from-${identity.name}`,
        labels: { [labelKeys.egressNetworkPolicy]: client, [labelKeys.egressNetworkPolicyTarget]: server },
        egress: [{ to: [podsPeer(labelKeys.server, server, namespace)] }],
        ...reasonOf(intent),
      },
    ];
  });
  const internet = calls.filter(({ target }) => target.type === "internet");
  const egress = internet.flatMap(({ target }) => internetRule(target));
  const [first] = internet;
  if (!first || egress.length === 0) return toPods;
  const labels = { [labelKeys.egressInternetNetworkPolicy]: client };
  return [
    ...toPods,
    { ...common, name: `egress-to-internet-from-${identity.name}`, labels, egress, ...reasonOf(first) },
  ];
}

function internetRule(target: Intent["target"]): readonly JsonObject[] {
  if (target.type !== "internet") return [];
  const cidrs = target.addresses.flatMap((text) => cidrOf(text) ?? []);
  const ports = target.ports.map((port) => ({ port }));
  if (cidrs.length === 0) return [];
  return [{ to: cidrs.map((cidr) => ({ ipBlock: { cidr } })), ...(ports.length === 0 ? {} : { ports }) }];
}

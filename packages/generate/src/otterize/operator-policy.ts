import type { JsonObject, ObjectMeta, Path, PolicyDirection, Protocol, Service, ServicePort } from "@netpolint/core";
import type { OtterizeIdentity } from "./identity.js";

/** A NetworkPolicy that Otterize's operator makes, and why. */
export interface OperatorPolicy {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** The labels that its pods have. Empty: every pod of the namespace. */
  readonly podLabels: ReadonlyMap<string, string>;
  readonly directions: readonly PolicyDirection[];
  readonly ingress: readonly JsonObject[];
  readonly egress: readonly JsonObject[];
  /** What it lets in that no intent declares; left out where intents do. */
  readonly lets?: LetIn;
  /** A clause: "Otterize's operator makes it for ClientIntents `shop/web`". */
  readonly because: string;
  /** A clause: what to change so that it opens more. */
  readonly remedy: string;
  readonly of: ObjectMeta;
  readonly path: Path;
}

/** Connections that others than declared clients open. */
export interface LetIn {
  /** Empty: anybody. */
  readonly clients: readonly OtterizeIdentity[];
  readonly ports: readonly OpenedPort[];
  /** A clause: "Service `shop/web` is reached from outside". */
  readonly why: string;
}

export interface OpenedPort {
  readonly protocol: Protocol;
  readonly port: number;
}

const policyTypes: Readonly<Record<PolicyDirection, string>> = { ingress: "Ingress", egress: "Egress" };

export function operatorManifest(policy: OperatorPolicy): JsonObject {
  const { namespace, name, labels, annotations, podLabels, directions } = policy;
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, namespace, labels, ...(annotations === undefined ? {} : { annotations }) },
    spec: {
      podSelector: selectorValue(podLabels),
      policyTypes: directions.map((direction) => policyTypes[direction]),
      ...(directions.includes("ingress") && policy.ingress.length > 0 ? { ingress: policy.ingress } : {}),
      ...(directions.includes("egress") && policy.egress.length > 0 ? { egress: policy.egress } : {}),
    },
  };
}

export function selectorValue(labels: ReadonlyMap<string, string>): JsonObject {
  return labels.size === 0 ? {} : { matchLabels: Object.fromEntries(labels) };
}

/** Pods of one namespace by one label; the newer generations name the namespace by what Kubernetes puts on it. */
export function podsPeer(
  key: string,
  value: string,
  namespace: string,
  namespaceKey = "kubernetes.io/metadata.name",
): JsonObject {
  return {
    podSelector: { matchLabels: { [key]: value } },
    namespaceSelector: { matchLabels: { [namespaceKey]: namespace } },
  };
}

export const dnsPorts: readonly JsonObject[] = [
  { protocol: "UDP", port: 53 },
  { protocol: "TCP", port: 53 },
];

/** The ports of the pods behind a Service, as the Service names them. */
export function targetPorts({ ports }: Service): readonly JsonObject[] {
  return distinctPorts(ports.map(({ protocol, targetPort }) => ({ protocol, port: targetPort })));
}

/** As a client reaches a Service, which some network plugins compare with policies. */
export function bothPorts({ ports }: Service): readonly JsonObject[] {
  const both = ({ protocol, targetPort, port }: ServicePort): readonly JsonObject[] => [
    { protocol, port: targetPort },
    { protocol, port },
  ];
  return distinctPorts(ports.flatMap(both));
}

export function distinctPorts<Port extends object>(ports: readonly Port[]): readonly Port[] {
  const byText = new Map(ports.map((port): [string, Port] => [JSON.stringify(port), port]));
  return [...byText.values()];
}

/** Ports as the list of a rule has them. */
export function portValues(ports: readonly OpenedPort[]): readonly JsonObject[] {
  return ports.map(({ protocol, port }) => ({ protocol, port }));
}

/** `ClientIntents \`shop/web\``, as clauses name an object. */
export function objectTitle({ kind, namespace, name }: ObjectMeta): string {
  return `${kind} \`${namespace}/${name}\``;
}

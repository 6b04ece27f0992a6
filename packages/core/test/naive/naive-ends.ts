/** The ends of a flow, the direction asked of, and what is known of them: shared by all tiers of the evaluator. */

import type { Address } from "./naive-address.js";
import type { NaiveCluster, NaiveContainerPort, NaivePod, Protocol } from "./naive-cluster.js";
import { toLabelMap } from "./naive-selector.js";
import type { KnownLabels } from "./naive-selector.js";

export type End = { readonly pod: string } | { readonly address: string } | "@apiserver" | "@node";

export interface NaiveFlow {
  readonly from: End;
  readonly to: End;
  readonly protocol: Protocol;
  /** The port of the destination, 1 - 65535. */
  readonly port: number;
}

export interface NaiveSettings {
  /** Where the API server answers. Missing or empty: its address is not known. */
  readonly apiServerCidrs?: readonly string[];
  readonly platform?: "openshift";
}

export type Direction = "Ingress" | "Egress";

export type ResolvedEnd =
  | { readonly kind: "pod"; readonly pod: NaivePod }
  | { readonly kind: "external"; readonly address: Address }
  | { readonly kind: "node" }
  | { readonly kind: "apiserver" };

/** One direction of a flow, seen from the pod whose policies are asked. */
export interface Side {
  readonly cluster: NaiveCluster;
  readonly settings: NaiveSettings;
  readonly direction: Direction;
  readonly subject: ResolvedEnd;
  readonly peer: ResolvedEnd;
  readonly protocol: Protocol;
  readonly port: number;
}

export const metadataNameKey = "kubernetes.io/metadata.name";
export const hostNetworkKey = "policy-group.network.openshift.io/host-network";

export function isHostNetwork(end: ResolvedEnd): boolean {
  return end.kind === "pod" && end.pod.spec.hostNetwork === true;
}

export function podLabels(pod: NaivePod): KnownLabels {
  return { labels: toLabelMap(pod.metadata.labels), complete: true };
}

/** 1.5, R1: the control plane sets the name label on every namespace, whatever a manifest says. */
export function namespaceLabels(cluster: NaiveCluster, name: string): KnownLabels {
  const object = cluster.namespaces.findLast((namespace) => namespace.metadata.name === name);
  const written = toLabelMap(object?.metadata.labels);
  return {
    labels: new Map([...written, [metadataNameKey, name]]),
    complete: object !== undefined || cluster.world === "closed",
  };
}

export function destinationOf(side: Side): ResolvedEnd {
  return side.direction === "Ingress" ? side.subject : side.peer;
}

/** 1.8: containers and sidecars; an init container that ends before the pod serves does not count. */
export function declaredPorts(pod: NaivePod): readonly NaiveContainerPort[] {
  const sidecars = (pod.spec.initContainers ?? []).filter((container) => container.restartPolicy === "Always");
  return [...pod.spec.containers, ...sidecars].flatMap((container) => container.ports ?? []);
}

/** One end of an observed connection, as far as the record says. Nothing of it has been looked up. */
export interface ObservedEnd {
  readonly address?: string | undefined;
  readonly namespace?: string | undefined;
  /** The name of a pod. */
  readonly pod?: string | undefined;
  /** What the names of the pods begin with, as `generateName` has it: `web-5d4f8c7b9-`. */
  readonly podPrefix?: string | undefined;
  readonly owner?: { readonly kind: string | undefined; readonly name: string } | undefined;
  /** Labels of the pod, or of a Service's selector. */
  readonly labels?: ReadonlyMap<string, string> | undefined;
  /** Labels of the namespace, where the record does not name it. */
  readonly namespaceLabels?: ReadonlyMap<string, string> | undefined;
  /** The connection went to the Service's own port. */
  readonly service?: string | undefined;
  /** What the record says of an end that is no pod. */
  readonly place?: Place | undefined;
  /** Domain names that the address was known under. */
  readonly names?: readonly string[] | undefined;
  /** The pod is in the network of its node. */
  readonly hostNetwork?: boolean | undefined;
}

/**
 * `outside`: no pod and no node; `node`: any node; `own-node`: the node of the pod at the other end; `network`: some
 * addresses that the record does not tell.
 */
export type Place = "outside" | "node" | "own-node" | "apiserver" | "network";

/** Which end opened the connection. `unknown`: the ports have to say. */
export type Opener = "from" | "to" | "unknown";

/** One connection, or several alike. */
export interface ObservedFlow {
  readonly from: ObservedEnd;
  readonly to: ObservedEnd;
  /** `TCP`, `UDP`, `SCTP`, or something that policies know nothing of. */
  readonly protocol: string;
  readonly fromPort: number | undefined;
  /** `null`: every port. */
  readonly toPort: number | null | undefined;
  readonly opener: Opener;
  /** A policy refused it. */
  readonly denied: boolean;
  /** The end all of whose connections are observed; left out: both ends. */
  readonly watched?: "from" | "to";
  /** How many connections or packets it stands for; at least 1. */
  readonly times: number;
  /** When it began, in milliseconds since 1970. */
  readonly at?: number | undefined;
}

/** What a record says: flows, or why it has none although it was understood; undefined: it was not understood. */
export type RecordReading =
  | { readonly flows: readonly ObservedFlow[]; readonly profile?: WorkloadProfile }
  | { readonly ignored: IgnoredRecord; readonly profile?: WorkloadProfile }
  | undefined;

/** Why a record that was understood says nothing about who connects to whom. */
export type IgnoredRecord = "duplicate" | "no-flow" | "lost-events" | "not-usable";

/** What a record is that holds all observations of one workload. */
export interface WorkloadProfile {
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  /** Of its pods. */
  readonly labels: ReadonlyMap<string, string> | undefined;
  /** Undefined: its observations can be used. Otherwise a clause: "its status is `initializing`". */
  readonly problem: string | undefined;
}

/** The workload of a profile as an end. */
export function endOfProfile({ namespace, kind, name, labels }: WorkloadProfile): ObservedEnd {
  return { namespace, owner: { kind, name }, labels };
}

/** What is the same of all connections that were written down as such, and not packet by packet. */
export const passedFlow = { fromPort: undefined, opener: "from", denied: false, times: 1 } as const;

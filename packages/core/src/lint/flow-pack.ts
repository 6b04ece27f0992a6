import type { Cluster, Workload } from "../cluster/cluster.js";
import type { CompiledPolicies } from "../policy/compile.js";
import type { Endpoint } from "../policy/flow.js";
import type { AssumedPolicy } from "../resources/assumed-policy.js";
import type { CustomKind } from "../resources/custom-resource.js";
import type { NetworkPolicy, Protocol } from "../resources/network-policy.js";
import type { InputProblem } from "../source/input-problem.js";
import type { JsonValue } from "../source/json-value.js";
import type { Severity } from "./finding.js";
import type { Place } from "./place.js";
import type { FlowLevel } from "./flow-level.js";

/** A flow that has to work, and why. */
export interface RequiredFlow {
  readonly pack: string;
  /** Rows of a matrix that are the two ends of one flow share it. At least one. */
  readonly ids: readonly string[];
  /** Rows of other packs that ask for the same flow. */
  readonly also?: readonly { readonly pack: string; readonly ids: readonly string[] }[];
  readonly level: Exclude<FlowLevel, "mustNot">;
  /** In place of the severity that follows from the level. */
  readonly severity?: Severity;
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly protocol: Protocol;
  readonly port: number;
  /** The last port of a range, inclusive, all of which has to work. Left out for a single port. */
  readonly endPort?: number;
  /** That it works for some of the addresses is enough. */
  readonly partly?: true;
  /** Set where it is for clients outside the cluster: what brings them to the pods. */
  readonly exposure?: Exposure;
  /** A clause: "the API server calls the webhooks of the operator". */
  readonly why: string;
  readonly link: string;
  /** What was taken for granted beside the input, a sentence each. */
  readonly assumed: readonly string[];
  /** Where the input says that the flow is needed. */
  readonly evidence?: Place & { readonly message: string };
}

/** How clients outside the cluster come to pods. */
export interface Exposure {
  /** As a sentence calls it: "Ingress `shop/web`". */
  readonly exposer: string;
  /** The Service at the end of the way. */
  readonly service: { readonly namespace: string; readonly name: string };
}

/** A flow that must not be possible. */
export type ForbiddenFlow = Omit<RequiredFlow, "level" | "also" | "exposure"> & { readonly level: "mustNot" };

/** `9404`, or `9250-9260` for a range. */
export function portsOfFlow({ port, endPort }: Pick<RequiredFlow, "port" | "endPort">): string {
  return endPort === undefined || endPort === port ? String(port) : `${port}-${endPort}`;
}

/** A row that could not be turned into a flow. Never counted as passed. */
export interface UncheckedRow {
  readonly pack: string;
  readonly id: string;
  readonly reason: string;
}

export interface PackParameter {
  readonly name: string;
  readonly summary: string;
  /** Why it does not take a text, as a clause; undefined where it does. Left out: it takes any. */
  readonly problemOf?: (text: string) => string | undefined;
}

/** Something about an object that a pack reads its parameters from. */
export type PackRemark =
  | {
      readonly type: "unknown-field";
      readonly place: Place;
      /** `FlowCollector \`cluster\``. */
      readonly object: string;
      readonly field: string;
      /** The field that is meant. */
      readonly meant: string;
    }
  | {
      readonly type: "unserved-version";
      readonly place: Place;
      readonly object: string;
      readonly version: string;
      /** A clause: "which NetObserv dropped in 1.10". */
      readonly fact: string;
      readonly current: string;
    }
  /** A policy that is not what it looks like. */
  | {
      readonly type: "advice";
      /** The selector. */
      readonly place: Place;
      readonly pack: string;
      /** The row. */
      readonly id: string;
      /** Rows of the pack that the policy is meant for. */
      readonly rows: readonly string[];
      readonly policy: NetworkPolicy;
      readonly part: "subject" | "peer";
      /** What the selector asks for. */
      readonly labels: ReadonlyMap<string, string>;
      /** The labels that the pods have in its place, where that is why. */
      readonly instead?: ReadonlyMap<string, string>;
      /** A clause: why it is not what it looks like. */
      readonly why: string;
      /** A sentence. */
      readonly help: string;
    };

/** Labels that an operator writes beside those of the manifests. */
export interface AssumedLabels {
  readonly pods: ReadonlyMap<Workload, ReadonlyMap<string, string>>;
  /** By name of the namespace. */
  readonly namespaces: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** A clause: "Otterize's operator writes them". */
  readonly because: string;
}

/** What a pack may look at before policies are compiled. */
export interface AssumeContext {
  readonly cluster: Cluster;
  /** What the user gave with `--param <pack>.<name>=<value>`. */
  readonly parameters: ReadonlyMap<string, string>;
}

export interface PackContext extends AssumeContext {
  readonly policies: CompiledPolicies;
  /** True where the user named the pack: its subjects are then taken to exist. */
  readonly named: boolean;
}

export interface RequiredRows {
  readonly flows: readonly RequiredFlow[];
  readonly forbidden?: readonly ForbiddenFlow[];
  readonly unchecked: readonly UncheckedRow[];
  readonly remarks?: readonly PackRemark[];
}

/** A named set of required flows of one piece of software. */
export interface FlowPack {
  readonly id: string;
  readonly title: string;
  readonly link: string;
  readonly parameters: readonly PackParameter[];
  /** Where the user names it, for a pack that others have written: what it throws is then a problem of this place. */
  readonly declaredAt?: Pick<InputProblem, "file" | "line" | "column">;
  /** True where the input holds a subject of the pack: its pods, or the custom resource that makes them. */
  occurs(cluster: Cluster): boolean;
  require(context: PackContext): RequiredRows;
  /** Kinds that the pack takes parameters from. Objects of other custom kinds are not read. */
  readonly kinds?: readonly CustomKind[];
  /** Labels that the software's operator writes, and that its policies ask for. */
  assumeLabels?(context: AssumeContext): AssumedLabels;
  /** NetworkPolicies that the software's operator makes, whether or not the input holds them. */
  assumePolicies?(context: AssumeContext): readonly AssumedPolicy[];
  /** The manifests of these policies as they would be made, also where the input does not make the operator do so. */
  operatorPolicies?(context: AssumeContext): readonly JsonValue[];
}

import type { Cluster } from "../cluster/cluster.js";
import type { CompiledPolicies } from "../policy/compile.js";
import type { Endpoint } from "../policy/flow.js";
import type { Protocol } from "../resources/network-policy.js";
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
  /** A clause: "the API server calls the webhooks of the operator". */
  readonly why: string;
  readonly link: string;
  /** What was taken for granted beside the input, a sentence each. */
  readonly assumed: readonly string[];
  /** Where the input says that the flow is needed. */
  readonly evidence?: Place & { readonly message: string };
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
}

export interface PackContext {
  readonly cluster: Cluster;
  readonly policies: CompiledPolicies;
  /** What the user gave with `--param <pack>.<name>=<value>`. */
  readonly parameters: ReadonlyMap<string, string>;
  /** True where the user named the pack: its subjects are then taken to exist. */
  readonly named: boolean;
}

export interface RequiredRows {
  readonly flows: readonly RequiredFlow[];
  readonly unchecked: readonly UncheckedRow[];
}

/** A named set of required flows of one piece of software. */
export interface FlowPack {
  readonly id: string;
  readonly title: string;
  readonly link: string;
  readonly parameters: readonly PackParameter[];
  /** True where the input holds a subject of the pack: its pods, or the custom resource that makes them. */
  occurs(cluster: Cluster): boolean;
  require(context: PackContext): RequiredRows;
}

import type { Cluster } from "../cluster/cluster.js";
import type { ClusterPolicy } from "../resources/cluster-policy.js";
import { clusterPolicyVersions } from "../resources/cluster-policy-shape.js";
import { convertToClusterNetworkPolicy } from "../resources/convert-to-cluster-network-policy.js";
import { readClusterPolicy } from "../resources/read-cluster-policy.js";
import { haveSameRules } from "../resources/same-rules.js";
import type { JsonObject } from "../source/json-value.js";
import { formatPortSet, isFullPortSet } from "../sets/port-set.js";
import { type FlowDifference, proveEqual } from "./prove-equal.js";

/** `object` is the ClusterNetworkPolicy that takes the place of `policy`. */
export interface ConvertedPolicy {
  readonly policy: ClusterPolicy;
  readonly object: JsonObject;
}

/** `reason` is a sentence. */
export interface RefusedConversion {
  readonly policy: ClusterPolicy;
  readonly reason: string;
}

export interface Conversion {
  readonly converted: readonly ConvertedPolicy[];
  readonly refused: readonly RefusedConversion[];
}

/**
 * Converts the AdminNetworkPolicies and BaselineAdminNetworkPolicies among `policies`, which are all that the input of
 * the cluster defines, to ClusterNetworkPolicies. What is converted is proven: its rules decide the same in any
 * cluster, it comes before and after the same policies, and no connection of the input changes.
 */
export function convertClusterPolicies(cluster: Cluster, policies: readonly ClusterPolicy[]): Conversion {
  const converted: ConvertedPolicy[] = [];
  const refused: RefusedConversion[] = [];
  let current = cluster;
  for (const policy of policies) {
    if (policy.meta.kind === "ClusterNetworkPolicy") continue;
    const step = convertOne(current, policy);
    if ("reason" in step) {
      refused.push({ policy, reason: step.reason });
      continue;
    }
    converted.push({ policy, object: step.object });
    current = step.cluster;
  }
  return { converted, refused };
}

type Step = { readonly object: JsonObject; readonly cluster: Cluster } | { readonly reason: string };

/** Policies are converted one after the other; each proof is about the cluster that has the ones before. */
function convertOne(cluster: Cluster, policy: ClusterPolicy): Step {
  const reason = replacedReason(cluster, policy);
  if (reason !== undefined) return { reason };
  const conversion = convertToClusterNetworkPolicy(policy.meta.origin.valueAt([]) ?? null, policy);
  if ("refused" in conversion) return { reason: conversion.refused };
  const { object } = conversion;
  const after = readBack(cluster, policy, object);
  const problem = problemOf(cluster, policy, after);
  if (problem !== undefined) return { reason: problem };
  const clusterPolicies = cluster.clusterPolicies.map((one) => (one === policy ? after : one));
  const next: Cluster = { ...cluster, clusterPolicies };
  const difference = proveEqual(cluster, next);
  return difference ? { reason: differenceText(difference) } : { object, cluster: next };
}

function replacedReason({ clusterPolicies, duplicates }: Cluster, policy: ClusterPolicy): string | undefined {
  if (clusterPolicies.includes(policy)) return undefined;
  const later = duplicates.find(({ earlier }) => earlier === policy.meta)?.later.origin;
  const place = later ? ` at ${later.file}:${later.locate(["metadata", "name"]).start.line}` : "";
  return `It is defined again${place}, and that definition replaces this one.`;
}

function readBack({ settings }: Cluster, { meta }: ClusterPolicy, object: JsonObject): ClusterPolicy {
  const kind = "ClusterNetworkPolicy";
  const apiVersion = clusterPolicyVersions[kind];
  return readClusterPolicy(object, { ...meta, apiVersion, kind }, { channel: settings.channel });
}

/** What is wrong with the new policy, before any connection is looked at. */
function problemOf({ clusterPolicies }: Cluster, policy: ClusterPolicy, after: ClusterPolicy): string | undefined {
  const { name } = policy.meta;
  const others = clusterPolicies.filter((other) => other !== policy);
  const isTaken = name !== "" && others.some(({ meta }) => meta.kind === "ClusterNetworkPolicy" && meta.name === name);
  if (isTaken) return `There is a ClusterNetworkPolicy \`${name}\` besides, and both kinds would share that name.`;
  const [refusal] = after.refusals;
  if (refusal) return `As a ClusterNetworkPolicy it would be refused: ${refusal.message}`;
  if (!haveSameRules(policy, after)) return "It could not be shown that its rules would decide the same.";
  const ofTier = others.filter(({ tier }) => tier === policy.tier);
  const moved = ofTier.find((other) => orderOf(policy, other) !== orderOf(after, other));
  if (!moved) return undefined;
  const title = `${moved.meta.kind} \`${moved.meta.name}\` (priority ${moved.priority})`;
  const tier = after.tier === "admin" ? "Admin" : "Baseline";
  return `It would come after ${title} of the ${tier} tier, which a ${policy.meta.kind} does not.`;
}

function orderOf(policy: ClusterPolicy, other: ClusterPolicy): number {
  return Math.sign(policy.priority - other.priority);
}

function differenceText({ from, to, protocol, ports, before, after }: FlowDifference): string {
  const numbers = isFullPortSet(ports) ? "all ports" : formatPortSet(ports);
  const flow = `\`${from}\` to \`${to}\` on ${protocol} ${numbers}`;
  return `It would change a connection: ${flow} is ${before} before and ${after} after.`;
}

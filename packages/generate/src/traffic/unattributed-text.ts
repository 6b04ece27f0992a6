import type { UnattributedReason } from "./attribute-end.js";

/** Why nothing was made of some traffic, and what to do where something can be done: sentences. */
export const unattributedTexts: Readonly<Record<UnattributedReason, string>> = {
  "own-node": "Between a pod and its own node everything is allowed, whatever policies say.",
  loopback: "It never leaves the pod, so that no policy applies to it.",
  "not-unicast": "NetworkPolicies are about connections between two ends, not about multicast and broadcast.",
  "unknown-pod":
    "The pod is not in the input, and the record has no labels of it; add its workload, or a dump of the pods.",
  "unknown-service": "Where the Service leads is not known from the input; add it with the workloads behind it.",
  "unknown-address":
    "The address may be of a pod that is gone or of a machine beside the cluster; add a dump of the pods, or say " +
    "which addresses pods have (--pod-range).",
  "no-address": "The record does not say which addresses outside of the cluster these are.",
  "no-pod": "Neither end is a pod, so that no policy applies to it.",
  direction: "Which end opened the connection does not show, neither from the record nor from the ports.",
  refused: "A policy refused it when it was seen.",
  protocol: "NetworkPolicies know TCP, UDP and SCTP only.",
};

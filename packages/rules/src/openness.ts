import {
  type CompiledPolicies,
  type Endpoint,
  evaluateFlow,
  type FlowAnswer,
  hypotheticalEndpoint,
  hypotheticalPod,
  ipSetOf,
  type Pod,
  policiesFor,
  type PolicyDirection,
  portRange,
} from "@netpolint/core";

/** Whether anything limits who a pod connects with; `unknown` has the missing fact as a clause. */
export type Openness = "open" | "limited" | { readonly unknown: string };

/**
 * Open is a pod that no NetworkPolicy selects and that a stranger nevertheless reaches, or that reaches a stranger:
 * cluster-scoped policies and policies of other kinds may limit it as well.
 */
export function opennessOf(policies: CompiledPolicies, pod: Pod, direction: PolicyDirection): Openness {
  if (pod.hostNetwork) return "limited";
  const selecting = policiesFor(policies, pod, direction);
  if (selecting.some(({ compiled, selects }) => selects === "yes" && !compiled.refused)) return "limited";
  const { clusterPolicies, otherPolicies } = policies.cluster;
  if (selecting.length === 0 && clusterPolicies.length === 0 && otherPolicies.length === 0) return "open";
  return askStranger(policies, pod, direction);
}

const port = 65535;

/** In a namespace that no object can have: names hold no slash. */
const stranger = hypotheticalPod("another/namespace", new Map());

function askStranger(policies: CompiledPolicies, pod: Pod, direction: PolicyDirection): Openness {
  const near = hypotheticalEndpoint(pod);
  const address = { family: 4, first: 2n ** 24n, last: 2n ** 24n } as const;
  const far: Endpoint = { type: "addresses", sets: [ipSetOf(address)], name: "@external" };
  const [from, to] = direction === "ingress" ? [hypotheticalEndpoint(stranger), near] : [near, far];
  const ports = { type: "numbers", ports: portRange(port, port) } as const;
  const answer = evaluateFlow(policies, { from, to, protocols: ["TCP"], ports, families: [4] });
  return opennessOfAnswer(answer, direction);
}

function opennessOfAnswer(answer: FlowAnswer, direction: PolicyDirection): Openness {
  const { verdict, isolated, notes } = answer[direction];
  if (isolated === true || verdict === "deny") return "limited";
  const missing = notes.find(({ settle, about }) => settle !== undefined && !about.includes(stranger.namespace));
  if (missing) return { unknown: missing.message };
  return isolated === false ? "open" : { unknown: "a policy that may select it cannot be read" };
}

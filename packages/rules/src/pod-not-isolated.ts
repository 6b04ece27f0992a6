import { type CompiledPolicies, defineRule, placeOf, type PolicyDirection, type RuleFinding, type Workload, workloadName } from "@netpolint/core";
import { joinWords } from "./join-words.js";
import { type Openness, opennessOf } from "./openness.js";

const directions: readonly PolicyDirection[] = ["ingress", "egress"];

const consequences: Readonly<Record<PolicyDirection, string>> = {
  ingress: "everybody can connect to them on every port",
  egress: "they can connect to everybody",
};

/** Pods that no policy selects, per direction: only there everything is allowed. */
export const podNotIsolated = defineRule({
  id: "pod-not-isolated",
  summary: "Nothing isolates a workload's pods in a direction",
  severity: "warning",
  category: "too-open",
  precision: "medium",
  messages: {
    open: {
      message:
        "No NetworkPolicy in the input isolates the pods of {workload} for {directions}: {consequences}.",
      help: "Add a NetworkPolicy for the namespace that isolates all its pods, and one for what these pods need.",
    },
    unknown: {
      message:
        "Whether the pods of {workload} are isolated for {directions} cannot be told, because {fact}.",
      help: "Add a NetworkPolicy that selects the pods, or read what the other policy says.",
    },
  },
  check: ({ policies }) => policies.cluster.workloads.flatMap((workload) => findingsOf(policies, workload)),
});

interface Answer {
  readonly direction: PolicyDirection;
  readonly openness: Openness;
}

function findingsOf(policies: CompiledPolicies, workload: Workload): readonly RuleFinding<"open" | "unknown">[] {
  const answers = directions.map((direction): Answer => ({ direction, openness: opennessOfWorkload(policies, workload, direction) }));
  // As of most workloads.
  if (answers.every(({ openness }) => openness === "limited")) return [];
  const place = placeOf(workload.meta, ["metadata", "name"]);
  const name = `\`${workloadName(workload)}\``;
  const open = answers.filter(({ openness }) => openness === "open").map(({ direction }) => direction);
  const unknown = answers.flatMap(({ direction, openness }): RuleFinding<"unknown">[] =>
    typeof openness === "string"
      ? []
      : [{ ...place, severity: "info", messageId: "unknown", data: { workload: name, directions: direction, fact: openness.unknown } }],
  );
  if (open.length === 0) return unknown;
  const data = { workload: name, directions: joinWords(open), consequences: joinWords(open.map((one) => consequences[one])) };
  return [...unknown, { ...place, messageId: "open", data }];
}

/** The most open of its pods: those of a template are alike, those that are listed need not be. */
function opennessOfWorkload(policies: CompiledPolicies, { pods }: Workload, direction: PolicyDirection): Openness {
  let worst: Openness = "limited";
  for (const [index, pod] of pods.entries()) {
    const before = pods[index - 1];
    if (worst === "limited" && before?.labels === pod.labels && before.hostNetwork === pod.hostNetwork) continue;
    const openness = opennessOf(policies, pod, direction);
    if (openness === "open") return openness;
    if (openness !== "limited") worst = openness;
  }
  return worst;
}

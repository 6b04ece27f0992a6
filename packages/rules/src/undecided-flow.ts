import {
  type CheckedFlow,
  type Cluster,
  defineRule,
  type DirectionResult,
  endpointName,
  type FindingIdentity,
  type Note,
  objectName,
  type Place,
  portsOfFlow,
  placeOf,
  type RuleFinding,
} from "@netpolint/core";
import { adviceOnFlows } from "./advice-on-flow.js";
import { isolatingPlace } from "./policy-place.js";
import { rowsOf, witnessPort } from "./row-names.js";

/** Required flows that hang on what the input does not say, one finding for each missing fact. */
export const undecidedFlow = defineRule({
  id: "undecided-flow",
  summary: "It cannot be decided whether a flow that has to work is blocked",
  severity: "warning",
  category: "flow",
  precision: "high",
  messages: {
    undecided: {
      message:
        "{count} cannot be decided, because {fact} ({example}).",
      help: "{settle}",
    },
  },
  check: ({ checkedFlows, cluster, remarks }) => {
    const undecided = checkedFlows.filter((checked) => checked.outcome === "undecided");
    return [...byFact(undecided).values()].map((fact) => ({ ...findingOf(fact, cluster), ...adviceOnFlows(remarks, fact.flows) }));
  },
});

interface Fact {
  readonly note: Note;
  readonly flows: readonly [CheckedFlow, ...CheckedFlow[]];
}

function byFact(undecided: readonly CheckedFlow[]): ReadonlyMap<string, Fact> {
  const facts = new Map<string, Fact>();
  for (const checked of undecided) {
    for (const note of checked.missing) {
      const key = JSON.stringify([note.code, note.about]);
      const known = facts.get(key);
      facts.set(key, known ? { note, flows: [...known.flows, checked] } : { note, flows: [checked] });
    }
  }
  return facts;
}

function findingOf({ note, flows }: Fact, cluster: Cluster): RuleFinding<"undecided"> {
  const [first] = flows;
  const { from, to, protocol, pack, ids, level } = first.flow;
  const port = witnessPort(first.flow);
  const must = flows.filter(({ flow }) => flow.level === "must").length;
  const count = flows.length === 1 ? "A required flow" : `${flows.length} required flows`;
  const example = `${flows.length === 1 ? "" : "for example "}\`${endpointName(from)}\` to \`${endpointName(to)}\` on ${protocol} ${port}, ${rowsOf(first.flow)}`;
  return {
    ...placeOfFact(first, note, cluster),
    messageId: "undecided",
    identity: identityOf(note, flows),
    data: { count, fact: note.message, example, settle: sentence(note.settle ?? "") },
    witness: { from: endpointName(from), to: endpointName(to), protocol, port },
    flow: { pack, id: ids.join("+"), level },
    undecided: { must, may: flows.length - must },
  };
}

/** Which flow comes first is the order of the input. */
function identityOf(note: Note, flows: readonly CheckedFlow[]): FindingIdentity {
  const parts = flows.map(({ flow }) => {
    const { pack, ids, level, from, to, protocol } = flow;
    return JSON.stringify([pack, ids, level, endpointName(from), endpointName(to), protocol, portsOfFlow(flow)]);
  });
  const sides = flows.flatMap(({ answer }) => [answer.egress, answer.ingress]);
  const objects = sides.flatMap(({ isolatedBy }) => isolatedBy.map(({ meta }) => meta));
  return { parts: [`${note.code} ${note.about}`, ...parts], objects };
}

function sentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}${clause.endsWith(".") ? "" : "."}`;
}

/** The part of a policy whose meaning hangs on the fact; the object of another kind that may interfere. */
function placeOfFact({ answer }: CheckedFlow, note: Note, cluster: Cluster): Place {
  for (const side of [answer.egress, answer.ingress]) {
    const place = placeInSide(side, note);
    if (place) return place;
  }
  const meta = cluster.otherPolicies.find((other) => `${other.meta.kind} ${objectName(other.meta)}` === note.about)?.meta;
  const fallback = meta ?? [...answer.egress.isolatedBy, ...answer.ingress.isolatedBy][0]?.meta ?? cluster.objects[0];
  if (!fallback) throw new Error("an undecided flow has no object to point at");
  return placeOf(fallback, ["metadata", "name"]);
}

function placeInSide(side: DirectionResult, note: Note): Place | undefined {
  const reason = side.reasons.find(
    ({ matched, missing, policy }) => matched === null && policy && missing?.code === note.code && missing.about === note.about,
  );
  if (!reason?.policy) return undefined;
  if (reason.path.length === 0 && reason.policy.type === "NetworkPolicy") return isolatingPlace(reason.policy, side.direction);
  return placeOf(reason.policy.meta, reason.path);
}

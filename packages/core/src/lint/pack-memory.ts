import type { Cluster } from "../cluster/cluster.js";
import type { CompiledPolicies } from "../policy/compile.js";
import type { Place } from "./place.js";
import { areThere, type Placements, placementsOf } from "./placements.js";

/** What packs said, for who asks them again and again. */
export interface PackMemory {
  /** By pack and question. */
  readonly known: Map<string, KnownAnswer>;
}

export function emptyPackMemory(): PackMemory {
  return { known: new Map() };
}

interface KnownAnswer {
  readonly given: string;
  readonly answer: unknown;
  readonly cluster: Cluster;
  /** The parts of the cluster that were looked at. */
  readonly parts: ReadonlySet<keyof Cluster>;
  /** The policies, where they were looked at. */
  readonly policies: CompiledPolicies | undefined;
  /** Where what is pointed at was written; undefined where that is not known. */
  readonly written: Placements | undefined;
}

/** What a pack may look at. */
export interface PackView {
  readonly cluster: Cluster;
  /** Undefined before policies are compiled. */
  readonly policies?: CompiledPolicies;
}

export interface PackQuestion extends PackView {
  /** The pack, and what it is asked. */
  readonly name: string;
  /** All else that the answer depends on. */
  readonly given: string;
}

/**
 * Asks a pack, unless everything that it looked at when it was asked before is the same. What it looks at is seen, not
 * declared: every part of the cluster is handed out by a getter.
 */
export function askPack<T>(
  memory: PackMemory | undefined,
  question: PackQuestion,
  ask: (view: PackView) => T,
  placesIn: (answer: T) => readonly Place[] = () => [],
): T {
  const { name, given, cluster, policies } = question;
  if (!memory) return ask(question);
  const known = memory.known.get(name);
  // An answer is kept under the name of the question that it was given to.
  if (known && known.given === given && isSameView(known, question) && areThere(known.written)) return known.answer as T;
  const noted = { parts: new Set<keyof Cluster>(), policies: false };
  const answer = ask(notingView(question, noted));
  const { parts } = noted;
  const written = placementsOf(placesIn(answer).map(({ field }) => field?.meta));
  memory.known.set(name, { given, answer, cluster, parts, policies: noted.policies ? policies : undefined, written });
  return answer;
}

function isSameView(known: KnownAnswer, { cluster, policies }: PackView): boolean {
  if (known.policies !== undefined && known.policies !== policies) return false;
  for (const part of known.parts) if (known.cluster[part] !== cluster[part]) return false;
  return true;
}

interface Noted {
  readonly parts: Set<keyof Cluster>;
  policies: boolean;
}

function notingView({ cluster, policies }: PackView, noted: Noted): PackView {
  const view = { cluster: notingCluster(cluster, noted.parts) };
  if (!policies) return view;
  return Object.defineProperty(view, "policies", {
    enumerable: true,
    get: () => {
      noted.policies = true;
      return policies;
    },
  });
}

function notingCluster(cluster: Cluster, parts: Set<keyof Cluster>): Cluster {
  const view = {};
  for (const part of Object.keys(cluster) as (keyof Cluster)[]) {
    Object.defineProperty(view, part, {
      enumerable: true,
      get: () => {
        parts.add(part);
        return cluster[part];
      },
    });
  }
  return view as Cluster;
}

import type { Cluster } from "../cluster/cluster.js";
import type { CompiledPolicies } from "../policy/compile.js";
import { endpointName } from "../policy/parse-endpoint.js";
import type { InputProblem } from "../source/input-problem.js";
import type { Severity } from "./finding.js";
import { type FlowPack, portsOfFlow, type RequiredFlow, type RequiredRows } from "./flow-pack.js";
import { checkedRows, hearPack, type Heard } from "./hear-pack.js";
import { askPack, type PackMemory, type PackView } from "./pack-memory.js";
import type { Place } from "./place.js";

export interface PackChoice {
  readonly packs: readonly FlowPack[];
  /** The packs the user named; empty: those whose subjects occur. */
  readonly named: readonly string[];
  /** `<pack>.<name>` to value. */
  readonly parameters: ReadonlyMap<string, string>;
}

export interface RequiredOfPacks extends Required<RequiredRows> {
  readonly packs: readonly string[];
  /** Of packs that failed. Their rows are unchecked. */
  readonly problems: readonly InputProblem[];
}

/** Asks the packs in force what has to work. */
export function requireFlows(policies: CompiledPolicies, choice: PackChoice, memory?: PackMemory): RequiredOfPacks {
  const heard = choice.packs.flatMap((pack) => hearRows(policies, pack, choice, memory) ?? []);
  const rows = heard.map((one) => one.rows);
  return {
    packs: heard.map(({ pack }) => pack.id),
    flows: mergeSameFlows(rows.flatMap((row) => row.flows)),
    forbidden: rows.flatMap((row) => row.forbidden ?? []),
    unchecked: rows.flatMap((row) => row.unchecked),
    remarks: rows.flatMap((row) => row.remarks ?? []),
    problems: heard.flatMap(({ problems }) => problems),
  };
}

interface HeardRows {
  readonly pack: FlowPack;
  readonly rows: RequiredRows;
  readonly problems: readonly InputProblem[];
}

/** Undefined where the pack is not in force. One that cannot say whether it is, is asked what it requires. */
function hearRows(
  policies: CompiledPolicies,
  pack: FlowPack,
  choice: PackChoice,
  memory: PackMemory | undefined,
): HeardRows | undefined {
  const { named } = choice;
  if (named.length > 0 && !named.includes(pack.id)) return undefined;
  const occurs = named.length > 0 ? { answer: true } : occursIn(policies.cluster, pack, memory);
  if ("answer" in occurs && !occurs.answer) return undefined;
  const heard = hearPack(pack, "require", () => rowsOf(policies, pack, choice, memory));
  const problems = [occurs, heard].flatMap((one) => ("problem" in one ? one.problem : []));
  const rows = "answer" in heard ? heard.answer : { flows: [], unchecked: [] };
  const failed = problems.slice(0, 1).map(() => ({ pack: pack.id, id: "all rows", reason: "The pack itself failed." }));
  return { pack, rows: { ...rows, unchecked: [...rows.unchecked, ...failed] }, problems };
}

/** True where the input holds a subject of the pack. */
export function occursIn(cluster: Cluster, pack: FlowPack, memory?: PackMemory): Heard<boolean> {
  const question = { name: `${pack.id} occurs`, given: "", cluster };
  return hearPack(pack, "occurs", () => askPack(memory, question, (view) => pack.occurs(view.cluster)));
}

function rowsOf(policies: CompiledPolicies, pack: FlowPack, choice: PackChoice, memory?: PackMemory): RequiredRows {
  const { cluster } = policies;
  const parameters = parametersOf(pack.id, choice.parameters);
  const named = choice.named.includes(pack.id);
  const given = JSON.stringify([[...parameters], named]);
  const ask = (view: PackView): RequiredRows => {
    const rows = pack.require({
      cluster: view.cluster,
      // Read only where the pack reads it.
      get policies() {
        return view.policies ?? policies;
      },
      parameters,
      named,
    });
    return checkedRows(pack, rows);
  };
  return askPack(memory, { name: `${pack.id} requires`, given, cluster, policies }, ask, placesOfRows);
}

function placesOfRows({ flows, forbidden = [], remarks = [] }: RequiredRows): readonly Place[] {
  return [...[...flows, ...forbidden].flatMap(({ evidence = [] }) => evidence), ...remarks.map(({ place }) => place)];
}

/** The parameters of one pack, without its name. */
export function parametersOf(pack: string, parameters: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const prefix = `${pack}.`;
  return new Map(
    [...parameters]
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
}

/** Rows that ask for one flow become one, with the strongest level; the last pack, the most specific, gives its name. */
function mergeSameFlows(flows: readonly RequiredFlow[]): readonly RequiredFlow[] {
  const merged = new Map<string, RequiredFlow>();
  for (const flow of flows) {
    const { from, to, protocol } = flow;
    const key = JSON.stringify([endpointName(from), endpointName(to), protocol, portsOfFlow(flow)]);
    const known = merged.get(key);
    merged.set(key, known ? mergeFlows(known, flow) : flow);
  }
  return [...merged.values()];
}

function mergeFlows(earlier: RequiredFlow, later: RequiredFlow): RequiredFlow {
  const evidence = later.evidence ?? earlier.evidence;
  const level = earlier.level === "must" || later.level === "must" ? "must" : "may";
  const assumed = [...new Set([...earlier.assumed, ...later.assumed])];
  const { exposure, severity: _, ...flow } = later;
  const common = {
    ...flow,
    level,
    ...severityOfBoth(earlier, later, level),
    assumed,
    ...(evidence ? { evidence } : {}),
    // Who needs it inside of the cluster as well needs it whether or not anybody comes from outside.
    ...(exposure && earlier.exposure ? { exposure } : {}),
  } as const;
  if (earlier.pack === later.pack) {
    const ids = [...new Set([...earlier.ids, ...later.ids])];
    return { ...common, ids, also: [...(earlier.also ?? []), ...(later.also ?? [])] };
  }
  return { ...common, also: [...(earlier.also ?? []), { pack: earlier.pack, ids: earlier.ids }, ...(later.also ?? [])] };
}

const severities: readonly Severity[] = ["info", "warning", "error"];

/** The stronger one; nothing where that follows from the level. */
function severityOfBoth(a: RequiredFlow, b: RequiredFlow, level: RequiredFlow["level"]): { readonly severity?: Severity } {
  const ranks = [a, b].map((flow) => severities.indexOf(flow.severity ?? severityOfLevel(flow.level)));
  const severity = severities[Math.max(...ranks)];
  return severity === undefined || severity === severityOfLevel(level) ? {} : { severity };
}

/** Of a flow that is broken, where nothing else is said. */
export function severityOfLevel(level: RequiredFlow["level"]): Severity {
  return level === "must" ? "error" : "warning";
}

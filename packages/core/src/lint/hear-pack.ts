import type { Endpoint } from "../policy/flow.js";
import { protocols } from "../resources/network-policy.js";
import type { InputProblem } from "../source/input-problem.js";
import type { FlowPack, RequiredRows } from "./flow-pack.js";

/** What a pack answers, or that it failed. */
export type Heard<T> = { readonly answer: T } | { readonly problem: InputProblem };

/**
 * Asks a function of a pack. One that somebody else has written may throw, which is a problem with its place, and all
 * others are heard all the same. A pack of ours that throws is a bug of ours.
 */
export function hearPack<T>({ id, declaredAt }: FlowPack, asked: string, ask: () => T): Heard<T> {
  try {
    return { answer: ask() };
  } catch (error) {
    if (!declaredAt) throw error;
    const thrown = error instanceof Error ? error.message : String(error);
    const message = `Flow pack \`${id}\` failed in \`${asked}\`, so what it knows is missing: ${thrown}`;
    return { problem: { code: "flow-pack", message, ...declaredAt } };
  }
}

/** Rows of a pack that somebody else has written. Throws where they are none, before they are mixed with others. */
export function checkedRows(pack: FlowPack, rows: RequiredRows): RequiredRows {
  if (!pack.declaredAt) return rows;
  const { flows, forbidden = [], unchecked } = rows;
  for (const flow of flows) checkFlowRow(flow, ["must", "may"]);
  for (const flow of forbidden) checkFlowRow(flow, ["mustNot"]);
  for (const row of unchecked) checkTexts(row, ["pack", "id", "reason"]);
  return rows;
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

function checkFlowRow(flow: unknown, levels: readonly string[]): void {
  if (!isFields(flow)) throw new Error("one of its flows is no object");
  checkTexts(flow, ["pack", "why", "link"]);
  const { ids, level, from, to, protocol, port, endPort = port, assumed } = flow;
  const wrong = (field: string): Error => new Error(`a flow of its has a \`${field}\` that cannot be read`);
  if (!isTexts(ids) || ids.length === 0) throw wrong("ids");
  if (!isTexts(assumed)) throw wrong("assumed");
  if (!levels.includes(level as string)) throw wrong("level");
  if (!isEndpoint(from)) throw wrong("from");
  if (!isEndpoint(to)) throw wrong("to");
  if (!protocols.includes(protocol as (typeof protocols)[number])) throw wrong("protocol");
  if (!isPort(port)) throw wrong("port");
  if (!isPort(endPort) || endPort < port) throw wrong("endPort");
}

/** What an end of each type has to have. */
const endFields: Readonly<Record<Endpoint["type"], (end: Fields) => boolean>> = {
  workload: ({ workload }) => isFields(workload) && Array.isArray(workload["pods"]),
  hypothetical: ({ pod, name }) => isFields(pod) && typeof name === "string",
  addresses: ({ sets, name }) => Array.isArray(sets) && typeof name === "string",
  outside: ({ name }) => typeof name === "string",
  apiserver: () => true,
  node: () => true,
  unknown: ({ name, settle }) => typeof name === "string" && typeof settle === "string",
};

function isEndpoint(end: unknown): boolean {
  if (!isFields(end) || typeof end["type"] !== "string" || !Object.hasOwn(endFields, end["type"])) return false;
  return endFields[end["type"] as Endpoint["type"]](end);
}

function checkTexts(row: unknown, fields: readonly string[]): void {
  for (const field of fields) {
    if (!isFields(row) || typeof row[field] !== "string") throw new Error(`a row of its has no text \`${field}\``);
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isPort(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 65535;
}

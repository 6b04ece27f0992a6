import { formatPath } from "../source/json-value.js";
import { type Refusal, refusalSentence } from "./refusal.js";
import type { Holder, Shape, StructRole, StructShape } from "./shape.js";
import { effectWithout } from "./unknown-field-effect.js";

/** The field `name` of `holder`; `outer` are the objects around that one, from the root inwards. */
export function unknownFieldRefusal(name: string, holder: Holder, outer: readonly Holder[]): Refusal {
  const path = [...holder.path, name];
  const field = formatPath(path);
  const elsewhere = holder.shape.elsewhere?.get(name);
  const suggestion = elsewhere === undefined ? suggestField(name, holder, outer) : undefined;
  const hint = suggestion === undefined ? "" : ` (did you mean \`${suggestion}\`?)`;
  return {
    path,
    at: path,
    reason: "UnknownField",
    mistake: "unknown-field",
    serverMessage: `strict decoding error: unknown field "${field}"`,
    message: refusalSentence(path, elsewhere ?? `is not a field of ${holder.shape.name}${hint}`),
    ...(suggestion === undefined ? {} : { suggestion }),
    withoutStrict: `Without strict field validation the field is dropped, and ${effectWithout(holder)}.`,
  };
}

const rangeWords = [
  ["first", "start"],
  ["last", "end"],
  ["endport", "end"],
] as const;

function adminRuleWords(peers: "from" | "to"): ReadonlyMap<string, string> {
  return new Map([[peers === "to" ? "from" : "to", peers], ["protocols", "ports"]]);
}

function clusterRuleWords(peers: "from" | "to"): ReadonlyMap<string, string> {
  return new Map([[peers === "to" ? "from" : "to", peers], ["ports", "protocols"]]);
}

/** Words that mean a field of another name, in lower case. */
const otherWords: Partial<Record<StructRole, ReadonlyMap<string, string>>> = {
  NetworkPolicySpec: new Map([
    ["selector", "podSelector"],
    ["namespace", "metadata.namespace"],
    ["types", "policyTypes"],
  ]),
  NetworkPolicyIngressRule: new Map([["to", "from"]]),
  NetworkPolicyEgressRule: new Map([["from", "to"]]),
  NetworkPolicyPeer: new Map([
    ["namespace", "namespaceSelector"],
    ["pod", "podSelector"],
    ["selector", "podSelector"],
  ]),
  NetworkPolicyPort: new Map([
    ["name", "port"],
    ["number", "port"],
    ["portnumber", "port"],
    ["targetport", "port"],
    ["containerport", "port"],
  ]),
  IPBlock: new Map([
    ["exceptions", "except"],
    ["exclude", "except"],
  ]),
  LabelSelector: new Map([["labels", "matchLabels"]]),
  ClusterPolicySpec: new Map([
    ["podselector", "subject.pods.podSelector"],
    ["namespaceselector", "subject.namespaces"],
    ["selector", "subject"],
    ["appliedto", "subject"],
  ]),
  ClusterPolicySubject: new Map([
    ["podselector", "pods.podSelector"],
    ["namespaceselector", "namespaces"],
  ]),
  AdminIngressRule: adminRuleWords("from"),
  AdminEgressRule: adminRuleWords("to"),
  ClusterIngressRule: clusterRuleWords("from"),
  ClusterEgressRule: clusterRuleWords("to"),
  ClusterPolicyPeer: new Map([
    ["podselector", "pods.podSelector"],
    ["namespaceselector", "namespaces"],
  ]),
  AdminPort: new Map([
    ["port", "portNumber"],
    ["number", "portNumber.port"],
    ["range", "portRange"],
    ["protocol", "portNumber.protocol"],
  ]),
  AdminPortMatch: new Map([["number", "port"], ...rangeWords]),
  ClusterProtocol: new Map([["namedport", "destinationNamedPort"]]),
  ClusterProtocolMatch: new Map([
    ["port", "destinationPort.number"],
    ["portnumber", "destinationPort.number"],
    ["portrange", "destinationPort.range"],
  ]),
  ClusterPort: new Map([
    ["port", "number"],
    ["portnumber", "number"],
    ["portrange", "range"],
  ]),
  ClusterPortRange: new Map(rangeWords),
};

function suggestField(name: string, holder: Holder, outer: readonly Holder[]): string | undefined {
  return (
    otherWords[holder.shape.role]?.get(name.toLowerCase()) ??
    inwards(name, holder.shape) ??
    outwards(name, outer) ??
    nearestName(name, [...holder.shape.fields.keys()]) ??
    labelOf(name, holder)
  );
}

/** Not indented far enough: the field belongs to an object inside this one; the shallowest, then the first. */
function inwards(name: string, shape: StructShape): string | undefined {
  let level: readonly (readonly [text: string, shape: StructShape])[] = [["", shape]];
  while (level.length > 0) {
    const found = level.find(([, inner]) => inner.fields.has(name));
    if (found !== undefined) return found[0] + name;
    level = level.flatMap(([text, inner]) =>
      [...inner.fields].flatMap(([key, field]) => structInside(field, `${text}${key}`)),
    );
  }
  return undefined;
}

/** What only controllers write into metadata is never what was meant. */
const unwritten: readonly StructRole[] = ["OwnerReference", "ManagedFieldsEntry"];

function structInside(shape: Shape, text: string): readonly (readonly [string, StructShape])[] {
  if (shape.kind === "struct" && unwritten.includes(shape.role)) return [];
  if (shape.kind === "struct") return [[`${text}.`, shape]];
  return shape.kind === "list" ? structInside(shape.items, `${text}[]`) : [];
}

/** Indented too far: the field belongs to an object around this one. */
function outwards(name: string, outer: readonly Holder[]): string | undefined {
  const owner = outer.findLast(({ shape }) => shape.fields.has(name));
  return owner === undefined ? undefined : formatPath([...owner.path, name]);
}

/** `podSelector: {app: web}`: a label without `matchLabels` around it. */
function labelOf(name: string, { shape, value }: Holder): string | undefined {
  return shape.role === "LabelSelector" && typeof value[name] === "string" ? `matchLabels.${name}` : undefined;
}

const mostEdits = 2;

/** The name at most two changed, added, missing or swapped letters away, whatever the case. */
function nearestName(name: string, known: readonly string[]): string | undefined {
  const distances = known.map((candidate) => editDistance(name.toLowerCase(), candidate.toLowerCase()));
  const least = Math.min(...distances);
  // Two edits turn any word of two letters into any other.
  return least <= mostEdits && least < name.length / 2 ? known[distances.indexOf(least)] : undefined;
}

/**
 * Levenshtein distance in which two neighbours that are swapped count once (optimal string alignment), row by row;
 * Infinity where the lengths alone differ by too much.
 */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > mostEdits) return Infinity;
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let index = 0; index < a.length; index++) {
    [before, row] = [row, nextRow([before, row], index, a, b)];
  }
  return row[b.length] ?? Infinity;
}

function nextRow([second, first]: readonly (readonly number[])[], index: number, a: string, b: string): number[] {
  const row = [index + 1];
  for (let column = 0; column < b.length; column++) {
    const replaced = (first?.[column] ?? 0) + (b[column] === a[index] ? 0 : 1);
    const swapped = column > 0 && a[index] === b[column - 1] && a[index - 1] === b[column];
    const aligned = swapped ? Math.min(replaced, (second?.[column - 1] ?? Infinity) + 1) : replaced;
    row.push(Math.min(aligned, (first?.[column + 1] ?? 0) + 1, (row[column] ?? 0) + 1));
  }
  return row;
}

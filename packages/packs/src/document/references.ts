import { type JsonValue, type Path, readKinds, valueAt } from "@netpolint/core";
import { findField, isMapping } from "./field-values.js";
import type { FlowPackDocument } from "./flow-pack-document.js";
import type { PackMistake } from "./pack-mistake.js";
import { entryOf } from "./scope.js";
import { referencesIn } from "./templates.js";

/** Names that nothing in the pack has, parameters that hang on themselves, and what no single field shows. */
export function brokenReferences(document: FlowPackDocument): readonly PackMistake[] {
  const value = document as unknown as JsonValue;
  return [
    ...[...stringsIn(value, [])].flatMap(({ path, text }) => unknownNames(document, path, text)),
    ...circles(document),
    ...Object.entries(document.resources ?? {}).flatMap(([name, resource]) => {
      const owner = "within" in resource ? entryOf(document.resources, resource.within) : undefined;
      if (!owner || !("within" in owner)) return [];
      return [{ path: ["resources", name, "within"], message: "Items are taken from objects, not from other items." }];
    }),
    ...(document.advice ?? []).flatMap(({ rows = [] }, index) =>
      rows.flatMap((row, at) =>
        document.flows.some(({ id }) => [id].flat().includes(row))
          ? []
          : [{ path: ["advice", index, "rows", at], message: `There is no row \`${row}\` among the flows.` }],
      ),
    ),
    ...document.flows.flatMap(({ level, from, to, protocol }, index) => {
      if ([from, to].flat().includes("dns") && protocol === "SCTP") {
        return [{ path: ["flows", index, "protocol"], message: "Names are asked for over UDP or TCP." }];
      }
      const isMeant = level === "mustNot" || ![from, to].flat().includes("anyone");
      return isMeant ? [] : [{ path: ["flows", index, "level"], message: "`anyone` is for `mustNot`: not everybody has to get through." }];
    }),
  ];
}

interface FoundText {
  readonly path: Path;
  readonly text: string;
}

function* stringsIn(value: JsonValue, path: Path): Generator<FoundText> {
  if (typeof value === "string") yield { path, text: value };
  else if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly JsonValue[]).entries()) yield* stringsIn(item, [...path, index]);
  } else if (isMapping(value)) {
    for (const [key, item] of Object.entries(value)) yield* stringsIn(item, [...path, key]);
  }
}

function unknownNames(document: FlowPackDocument, path: Path, text: string): readonly PackMistake[] {
  const named = namedBy(path);
  const mistake = (isMade: boolean, message: string): readonly PackMistake[] => (isMade ? [{ path, message }] : []);
  return [
    ...(named ? mistake(!has(document, named, text), `There is no ${words[named]} \`${text}\`.`) : []),
    ...mistake(path.at(-1) === "reader", "Readers are for packs that are written in TypeScript."),
    ...mistake(isUnreadKind(document, path, text), `\`${text}\` is read by its \`group\`: write that.`),
    ...referencesIn(text).flatMap((name) => unknownReference(document, path, name)),
  ];
}

/** The kind of an object that a condition asks for, of no known group: the condition would never hold. */
function isUnreadKind(document: FlowPackDocument, path: Path, kind: string): boolean {
  if (path.at(-1) !== "kind" || path.at(-2) !== "object") return false;
  const asked = valueAt(document as unknown as JsonValue, path.slice(0, -1));
  if (asked !== undefined && findField(asked, "group")) return false;
  const own = Object.values(document.resources ?? {}).some((resource) => "kind" in resource && resource.kind === kind);
  return !own && !readKinds.some((one) => one.kind === kind);
}

type Named = "resources" | "parameters" | "pods";
const words: Readonly<Record<Named, string>> = { resources: "resource", parameters: "parameter", pods: "entry of `pods`" };

/** What a text names by its place. */
function namedBy(path: Path): Named | undefined {
  const key = path.at(-1);
  // Labels and annotations may have any key.
  if (["matchLabels", "labels", "unless", "annotations"].some((field) => path.includes(field))) return undefined;
  if (key === "parameter") return "parameters";
  if (key === "pods") return "pods";
  if (key === "of" || key === "within" || key === "forEach") return "resources";
  return key === "from" && path[0] === "parameters" ? "resources" : undefined;
}

function has(document: FlowPackDocument, named: Named, name: string): boolean {
  return Object.hasOwn(document[named] ?? {}, name);
}

function unknownReference(document: FlowPackDocument, path: Path, name: string): readonly PackMistake[] {
  const [resource = "", part, ...rest] = name.split(".");
  if (part === undefined) {
    return has(document, "parameters", name) ? [] : [{ path, message: `There is no parameter \`${name}\`.` }];
  }
  const isPart = rest.length === 0 && (part === "name" || part === "namespace");
  if (isPart && has(document, "resources", resource)) return [];
  return [{ path, message: `\`\${${name}}\` is neither a parameter nor the \`name\` or \`namespace\` of a resource.` }];
}

/** A parameter, pods or a resource of the pack: `parameters port`. */
type Node = `${Named} ${string}`;

/** Parameters and pods that have to be known to find themselves. */
function circles(document: FlowPackDocument): readonly PackMistake[] {
  const named = (group: Named): readonly (readonly [Named, string])[] =>
    Object.keys(document[group] ?? {}).map((name) => [group, name] as const);
  return [...named("parameters"), ...named("pods")].flatMap(([group, name]) => {
    const node: Node = `${group} ${name}`;
    if (!reaches(document, node, node, new Set())) return [];
    const title = group === "pods" ? "The selection of" : "Parameter";
    return [{ path: [group, name], message: `${title} \`${name}\` hangs on itself.` }];
  });
}

function reaches(document: FlowPackDocument, from: Node, wanted: Node, seen: Set<Node>): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  return neededBy(document, from).some((node) => node === wanted || reaches(document, node, wanted, seen));
}

function neededBy({ parameters, pods, resources }: FlowPackDocument, node: Node): readonly Node[] {
  const [group, name = ""] = node.split(" ") as [Named, string?];
  if (group === "parameters") {
    const { read, default: otherwise } = entryOf(parameters, name) ?? {};
    return namesIn("parameters", { read, otherwise });
  }
  if (group === "pods") return namesIn("pods", { select: entryOf(pods, name)?.select });
  const resource = entryOf(resources, name);
  if (resource && "within" in resource) return [`resources ${resource.within}`];
  // Pods without their object stand for one.
  const makers = Object.entries(pods ?? {}).filter(([, { of, role }]) => of === name && role === "subject");
  return makers.map(([maker]): Node => `pods ${maker}`);
}

function namesIn(group: Named, part: object): readonly Node[] {
  // What is not written has no text in it.
  return [...stringsIn(part as unknown as JsonValue, [group])].flatMap(({ path, text }): readonly Node[] => {
    const named = namedBy(path);
    const direct: readonly Node[] = named ? [`${named} ${text}`] : [];
    return [...direct, ...referencesIn(text).map((reference): Node => nodeOf(reference, path))];
  });
}

/** Pods of an object are looked for without knowing the object. */
function nodeOf(reference: string, path: Path): Node {
  const [resource = "", part] = reference.split(".");
  if (part === undefined) return `parameters ${reference}`;
  return path[0] === "pods" ? "resources " : `resources ${resource}`;
}

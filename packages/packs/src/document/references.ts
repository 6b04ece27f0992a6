import type { JsonValue, Path } from "@netpolint/core";
import { isMapping } from "./field-values.js";
import type { FlowPackDocument, ParameterDocument } from "./flow-pack-document.js";
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
    ...document.flows.flatMap(({ level, from, to }, index) => {
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
  const direct = named && !has(document, named, text) ? [{ path, message: `There is no ${words[named]} \`${text}\`.` }] : [];
  const reader = path.at(-1) === "reader" ? [{ path, message: "Readers are for packs that are written in TypeScript." }] : [];
  return [...direct, ...reader, ...referencesIn(text).flatMap((name) => unknownReference(document, path, name))];
}

type Named = "resources" | "parameters" | "pods";
const words: Readonly<Record<Named, string>> = { resources: "resource", parameters: "parameter", pods: "entry of `pods`" };

/** What a text names by its place. */
function namedBy(path: Path): Named | undefined {
  const key = path.at(-1);
  // Labels may have any key.
  if (path.includes("matchLabels") || path.includes("labels")) return undefined;
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

/** Parameters that need their own value to find it. */
function circles({ parameters = {} }: FlowPackDocument): readonly PackMistake[] {
  return Object.keys(parameters).flatMap((name) =>
    reaches(parameters, name, name, new Set())
      ? [{ path: ["parameters", name], message: `Parameter \`${name}\` hangs on itself.` }]
      : [],
  );
}

function reaches(
  parameters: Readonly<Record<string, ParameterDocument>>,
  from: string,
  wanted: string,
  seen: Set<string>,
): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  const parameter = entryOf(parameters, from);
  const next = parameter ? neededBy(parameter) : [];
  return next.some((name) => name === wanted || reaches(parameters, name, wanted, seen));
}

function neededBy({ read = [], default: otherwise }: ParameterDocument): readonly string[] {
  const value = { read, ...(otherwise === undefined ? {} : { otherwise }) } as unknown as JsonValue;
  return [...stringsIn(value, [])].flatMap(({ path, text }) =>
    path.at(-1) === "parameter" ? [text] : referencesIn(text).filter((name) => !name.includes(".")),
  );
}

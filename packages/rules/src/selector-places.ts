import { type JsonValue, type ObjectMeta, type ObjectSuggestion, type Path, valueAt } from "@netpolint/core";

/** Where a selector that is written at `path` asks for a key: entries of matchLabels, and keys of matchExpressions. */
export function placesOfKey(selector: JsonValue | undefined, path: Path, key: string): readonly Path[] {
  const isLabelled = valueAt(selector, ["matchLabels", key]) !== undefined;
  const expressions = valueAt(selector, ["matchExpressions"]);
  const list = Array.isArray(expressions) ? (expressions as readonly JsonValue[]) : [];
  return [
    ...(isLabelled ? [[...path, "matchLabels", key]] : []),
    ...list.flatMap((one, index) => (valueAt(one, ["key"]) === key ? [[...path, "matchExpressions", index, "key"]] : [])),
  ];
}

/** Asks for another key at a place that `placesOfKey` gave. */
export function renameKey(meta: ObjectMeta, path: Path, key: string): ObjectSuggestion {
  const isEntry = path.at(-2) === "matchLabels";
  const edit = isEntry ? ({ type: "rename", path, key } as const) : ({ type: "set", path, value: key } as const);
  return { title: `Ask for ${key}`, edits: [{ meta, edit }] };
}

/** Values that JSON has no notation for are objects with one of two keys. Names of users are never keys of objects. */
const mapKey = "$map";
const integerKey = "$int";

/** JSON of plain data that may hold Maps and bigints. */
export function snapshotJson(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) => {
    if (typeof one === "bigint") return { [integerKey]: String(one) };
    return one instanceof Map ? { [mapKey]: [...(one as ReadonlyMap<unknown, unknown>)] } : one;
  });
}

/** What `snapshotJson` was given; a property that was undefined is absent. */
export function readSnapshotJson(text: string): unknown {
  return JSON.parse(text, (_key, one: unknown) => (typeof one === "object" && one !== null ? plainValue(one) : one));
}

function plainValue(one: { readonly [mapKey]?: unknown; readonly [integerKey]?: unknown }): unknown {
  if (one[integerKey] !== undefined) return BigInt(one[integerKey] as string);
  return one[mapKey] === undefined ? one : new Map(one[mapKey] as readonly (readonly [unknown, unknown])[]);
}

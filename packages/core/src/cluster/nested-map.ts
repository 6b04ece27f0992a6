/**
 * Values by three texts. One key of all three would be a new text for every object of a dump, and a hundred thousand
 * of them outweigh what is kept of the objects.
 */
export type NestedMap<V> = Map<string, Map<string, Map<string, V>>>;

/** The values below the first two texts, to be added to. */
export function mapAt<V>(maps: NestedMap<V>, first: string, second: string): Map<string, V> {
  const inner = mapOf(maps, first);
  return mapOf(inner, second);
}

function mapOf<V>(maps: Map<string, Map<string, V>>, key: string): Map<string, V> {
  const known = maps.get(key);
  if (known) return known;
  const made = new Map<string, V>();
  maps.set(key, made);
  return made;
}

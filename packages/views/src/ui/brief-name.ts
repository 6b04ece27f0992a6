const fewBlocks = 3;

/** Everything but a few addresses is a long list of blocks: the first of them, and how many there are. */
export function briefAddresses(name: string): string {
  const blocks = name.split(",");
  if (blocks.length <= fewBlocks) return blocks.join(", ");
  return `${blocks.slice(0, fewBlocks - 1).join(", ")} and ${blocks.length - fewBlocks + 1} more blocks`;
}

/** One of the blocks, to ask about in the place of all: the same policies decide for all of them. */
export function oneOfBlocks(name: string): string {
  return name.split(",", 1)[0] ?? name;
}

/**
 * Names without their kinds, where that leaves them apart: `shop/web` for `shop/Deployment/web`. By full name; all
 * others stay as they are.
 */
export function briefNames(names: readonly string[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(withoutKind(name), (counts.get(withoutKind(name)) ?? 0) + 1);
  return new Map(names.map((name) => [name, counts.get(withoutKind(name)) === 1 ? withoutKind(name) : name]));
}

function withoutKind(name: string): string {
  const steps = name.split("/");
  return steps.length === 3 ? `${steps[0]}/${steps[2]}` : name;
}

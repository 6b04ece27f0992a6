import type { Arguments, WrongUsage } from "../parse-arguments.js";
import type { Shard } from "./shard.js";

/** What goes with one input, or changes files, does not go with several. */
const single: readonly string[] = [
  "fix",
  "fix-dry-run",
  "suppress-all",
  "suppress-rule",
  "prune-suppressions",
  "suppressions-location",
  "cluster",
  "helm",
  "stdin-filename",
  "stats",
];

/** Undefined where all paths are one input. */
export function readShard({ flags, values, positionals }: Arguments): Shard | undefined | WrongUsage {
  const [text] = values.get("shard") ?? [];
  if (text === undefined) return undefined;
  const stranger = single.find((name) => flags.has(name));
  if (stranger !== undefined) return { problem: `\`--shard\` is for several inputs, and \`--${stranger}\` for one.` };
  if (positionals.includes("-")) return { problem: "`--shard` is for several inputs, and `-` is one." };
  const [, index, total] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const shard = { index: Number(index), total: Number(total) };
  if (shard.index >= 1 && shard.index <= shard.total) return shard;
  return { problem: `\`--shard\` takes a part of a number of parts, such as \`1/3\`, not \`${text}\`.` };
}

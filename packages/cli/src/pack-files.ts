import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { FlowPack } from "@netpolint/core";
import type { Io } from "./io.js";
import type { Arguments, WrongUsage } from "./parse-arguments.js";
import { countText } from "./reporters/count-text.js";
import { escapeText } from "./reporters/escape-text.js";
import type { Tools } from "./tools.js";

/** The tools with the flow packs of `--pack-file` beside those of netpolint. Mistakes in a pack go to standard error. */
export async function withPackFiles({ values }: Arguments, io: Io, tools: Tools): Promise<Tools | WrongUsage> {
  const packs = [...tools.packs];
  for (const path of values.get("pack-file") ?? []) {
    const pack = await readPackFile(path, io);
    if ("problem" in pack) return pack;
    if (packs.some(({ id }) => id === pack.id)) {
      return { problem: `\`--pack-file ${path}\` holds a pack \`${pack.id}\`, which is there already.` };
    }
    packs.push(pack);
  }
  return { ...tools, packs };
}

async function readPackFile(path: string, io: Io): Promise<FlowPack | WrongUsage> {
  const text = await readFile(resolve(io.cwd, path), "utf8").catch(() => undefined);
  if (text === undefined) return { problem: `\`--pack-file ${path}\` cannot be read.` };
  const { packOf, readFlowPack } = await import("@netpolint/packs");
  const { document, problems } = await readFlowPack({ path, text });
  if (document) return packOf(document);
  for (const { file, line, column, message } of problems) {
    io.stderr.write(`${escapeText(file)}:${line}:${column}: ${escapeText(message)}\n`);
  }
  const count = problems.length === 0 ? "nothing in it" : countText(problems.length, "mistake");
  return { problem: `\`--pack-file ${path}\` is no flow pack that can be used: ${count}.` };
}

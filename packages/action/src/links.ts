import { existsSync } from "node:fs";
import { join } from "node:path";
import { escapeText, lastLine, markdownText, type ShowPlace } from "netpolint/parts";
import type { Environment } from "./host.js";

/** What links into the repository on the web are made of. */
export interface Repository {
  /** `https://github.com/owner/name`; undefined where nothing says so. */
  readonly address: string | undefined;
  /** The folder on the disk; undefined where there is none. */
  readonly root: string | undefined;
  /** The commit of which lines are shown. */
  readonly head: string | undefined;
  /** The commit that was compared with. */
  readonly base: string | undefined;
  readonly fromRepository: (path: string) => string;
}

/** The page of the repository on the web. */
export function repositoryAddress(env: Environment): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name } = env;
  return server && name && /^[\w.-]+\/[\w.-]+$/.test(name) ? `${server}/${name}` : undefined;
}

/** Places as links to the lines on the web, where there is such a file. */
export function placeLinks(repository: Repository): ShowPlace {
  const { address, root, head, base, fromRepository } = repository;
  const baseStart = `git:${base ?? ""}:`;
  return (file, range) => {
    const isOld = base !== undefined && file.startsWith(baseStart);
    const path = isOld ? file.slice(baseStart.length) : fromRepository(file);
    const text = markdownText(escapeText(`${path}:${range.start.line}`));
    const commit = isOld ? base : head;
    // What was rendered or typed is no file of the repository.
    const isThere = isOld || (root !== undefined && existsSync(join(root, path)));
    if (address === undefined || commit === undefined || !isThere) return text;
    const end = lastLine(range);
    const lines = end > range.start.line ? `L${range.start.line}-L${end}` : `L${range.start.line}`;
    return `[${text}](${address}/blob/${commit}/${pathInAddress(path)}#${lines})`;
  };
}

/** A bracket would end a link of Markdown. */
function pathInAddress(path: string): string {
  const steps = path.split("/").map(encodeURIComponent).join("/");
  return steps.replaceAll(/[()*'!~]/g, (character) => `%${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}`);
}

/** A commit as people know it, with a link. */
export function commitLink({ address }: Repository, commit: string): string {
  const text = `\`${commit.slice(0, 12)}\``;
  return address === undefined ? text : `[${text}](${address}/commit/${commit})`;
}

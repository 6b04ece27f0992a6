import { readFileSync } from "node:fs";
import type { Environment } from "./host.js";

/** What the event that started the workflow says. */
export interface Event {
  /** `push`, `pull_request` and so on. */
  readonly name: string;
  /** The commit that the event is about, where it says so. */
  readonly head: string | null;
  /** The commit that was there before; null where the event says nothing, or that there was none. */
  readonly base: string | null;
  /** Of the pull request that the event is about. */
  readonly pullRequest: number | null;
}

const pullRequestEvents: readonly string[] = ["pull_request", "pull_request_target"];

export function isPullRequest({ name }: Event): boolean {
  return pullRequestEvents.includes(name);
}

/** Reads the file that the runner has written. What is not there, or is of another shape, is not known. */
export function readEvent(env: Environment): Event {
  const name = env["GITHUB_EVENT_NAME"] ?? "";
  const value = readJson(env["GITHUB_EVENT_PATH"] ?? "");
  const sha = (...path: readonly string[]): string | null => commitIn(at(value, path));
  const own = commitIn(env["GITHUB_SHA"]);
  if (pullRequestEvents.includes(name)) {
    const number = at(value, ["pull_request", "number"]);
    const pullRequest = typeof number === "number" && Number.isSafeInteger(number) ? number : null;
    return { name, head: sha("pull_request", "head", "sha"), base: sha("pull_request", "base", "sha"), pullRequest };
  }
  if (name === "merge_group") {
    return { name, head: sha("merge_group", "head_sha"), base: sha("merge_group", "base_sha"), pullRequest: null };
  }
  const base = name === "push" ? sha("before") : null;
  return { name, head: own, base, pullRequest: null };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as unknown;
  } catch {
    return null;
  }
}

/** The value at a path of own fields. */
export function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, field) => {
    const isObject = typeof inner === "object" && inner !== null && Object.hasOwn(inner, field);
    return isObject ? (inner as Readonly<Record<string, unknown>>)[field] : undefined;
  }, value);
}

/** A push that makes a branch has only zeros before it. */
function commitIn(value: unknown): string | null {
  return typeof value === "string" && /^[0-9a-f]{40,64}$/.test(value) && !/^0+$/.test(value) ? value : null;
}

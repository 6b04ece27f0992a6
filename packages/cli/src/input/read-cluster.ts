import { type InputProblem, readKinds, type ReadKind, type SourceFile } from "@netpolint/core";
import { allPacks } from "@netpolint/packs";
import type { Io } from "../io.js";
import type { Progress } from "../progress.js";
import { isSourceFile, sourceFile } from "./read-bytes.js";
import { runTool, toolFailure, type ToolRun } from "./run-tool.js";

export interface ClusterPlace {
  /** A context of the kubeconfig; undefined: the current one. */
  readonly context: string | undefined;
}

export interface ClusterObjects {
  readonly files: readonly SourceFile[];
  readonly problems: readonly InputProblem[];
}

/** One list of many objects from a cluster that is far away. */
const seconds = 300;

/** How many lists are asked for at a time. */
const atOnce = 4;

/**
 * Reads from a cluster, with the installed kubectl, all objects of the kinds that netpolint reads and the cluster has.
 * Only `kubectl api-resources` and `kubectl get` are run. Secrets and ConfigMaps are never asked for.
 */
export async function readCluster(io: Io, place: ClusterPlace, progress: Progress): Promise<ClusterObjects> {
  progress.step("asking the cluster which kinds it has");
  const known = await runKubectl(io, place, ["api-resources", "--verbs=list", "-o", "name"]);
  if (known.type === "not-installed") return failed(place, noKubectl);
  const names = known.type === "ended" ? linesOf(known.stdout) : [];
  const why = toolFailure(known);
  // Where one group of kinds cannot be listed, kubectl lists the others and fails.
  if (names.length === 0) return failed(place, `The cluster cannot be asked for its kinds: ${why ?? "it names none"}.`);
  const missing = why === undefined || known.type !== "ended" ? [] : failingGroups(known.stderr);
  const lists = await readLists(io, place, wantedNames(names), progress);
  return {
    files: lists.flatMap(({ files }) => files),
    problems: [
      ...missing.map((group) => groupProblem(place, group, why ?? "")),
      ...lists.flatMap(({ problems }) => problems),
    ],
  };
}

const noKubectl = "kubectl is not installed, or not in the PATH, to read the cluster with.";

function failed(place: ClusterPlace, message: string): ClusterObjects {
  return { files: [], problems: [clusterProblem(placeText(place), message)] };
}

function clusterProblem(file: string, message: string): InputProblem {
  return { code: "cluster-unreadable", message, file, line: 1, column: 1 };
}

function placeText({ context }: ClusterPlace): string {
  return context === undefined ? "the cluster" : `cluster ${context}`;
}

function groupProblem(place: ClusterPlace, group: string, why: string): InputProblem {
  return clusterProblem(placeText(place), `The kinds of ${group} cannot be listed: ${why}.`);
}

function linesOf(output: Buffer): readonly string[] {
  return output.toString("utf8").split(/\r?\n/).filter((line) => line !== "");
}

function runKubectl(io: Io, { context }: ClusterPlace, args: readonly string[]): Promise<ToolRun> {
  const chosen = context === undefined ? [] : [`--context=${context}`];
  return runTool(io, { command: "kubectl", args: [...args, ...chosen], seconds });
}

const kindsOfPacks = allPacks.flatMap((pack) => pack.kinds ?? []);

const wanted: readonly ReadKind[] = [...readKinds, ...kindsOfPacks].filter(
  ({ group, kind }) => group !== "" || (kind !== "Secret" && kind !== "ConfigMap"),
);

/** `networkpolicies.networking.k8s.io`, as kubectl names kinds; `pods` in the core group. */
function wantedNames(names: readonly string[]): readonly string[] {
  const has = new Set(names);
  const asked = new Set(wanted.map(({ group, kind }) => resourceName(group, kind)));
  return [...asked].filter((name) => has.has(name));
}

export function resourceName(group: string, kind: string): string {
  const plural = pluralOf(kind.toLowerCase());
  return group === "" ? plural : `${plural}.${group}`;
}

function pluralOf(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  if (/(?:ss|us|x|ch)$/.test(word)) return `${word}es`;
  return word.endsWith("s") ? word : `${word}s`;
}

/** The groups that we read among those that kubectl complains of, as `metrics.k8s.io/v1beta1: ...`. */
function failingGroups(stderr: string): readonly string[] {
  const groups = new Set(wanted.map(({ group }) => group).filter((group) => group !== ""));
  return [...groups].filter((group) => new RegExp(`(?:^|[\\s,])${group.replaceAll(".", "\\.")}/v`, "m").test(stderr));
}

async function readLists(
  io: Io,
  place: ClusterPlace,
  names: readonly string[],
  progress: Progress,
): Promise<readonly ClusterObjects[]> {
  const lists: ClusterObjects[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < names.length; at = next++) {
      const name = names[at] ?? "";
      progress.step(`reading ${name} of ${placeText(place)} (${at + 1} of ${names.length})`);
      lists[at] = await readList(io, place, name);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return lists;
}

async function readList(io: Io, place: ClusterPlace, name: string): Promise<ClusterObjects> {
  const run = await runKubectl(io, place, ["get", name, "--all-namespaces", "-o", "json"]);
  const file = listPath(place, name);
  const why = toolFailure(run);
  if (why !== undefined || run.type !== "ended") {
    return { files: [], problems: [clusterProblem(file, `\`kubectl get ${name}\` fails: ${why ?? ""}.`)] };
  }
  const read = sourceFile(file, run.stdout);
  return isSourceFile(read) ? { files: [{ ...read, generated: true }], problems: [] } : { files: [], problems: [read] };
}

/** The command that prints the text that lines are counted in is the best name for it. */
function listPath({ context }: ClusterPlace, name: string): string {
  return `kubectl get ${name} -A -o json${context === undefined ? "" : ` --context=${context}`}`;
}

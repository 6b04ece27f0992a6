import { readFileSync, realpathSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fieldOf, type JsonValue, readDocuments } from "@netpolint/core";
import { kustomizationNames } from "./walk-folder.js";

/** What the kustomization.yaml of a folder leads to on this disk. Folders and files are real paths. */
export interface Kustomization {
  readonly folder: string;
  /** The file itself. */
  readonly file: string;
  /** A Component is a part of others and cannot be rendered by itself. */
  readonly isComponent: boolean;
  /** Folders whose objects it starts from. */
  readonly bases: readonly string[];
  /** Folders that it uses otherwise, such as components. */
  readonly others: readonly string[];
  /** Files that it starts from. */
  readonly resources: readonly string[];
  /** All files that it names: resources, patches, values. */
  readonly files: readonly string[];
  readonly namespace: string | undefined;
}

/** Undefined where the folder has none, or one of another program: Flux has a kind of the same name. */
export async function readKustomization(folder: string): Promise<Kustomization | undefined> {
  const file = kustomizationNames.map((name) => join(folder, name)).find((path) => kindOnDisk(path) === "file");
  if (file === undefined) return undefined;
  const value = await readValue(file);
  const apiVersion = value === undefined ? undefined : fieldOf(value, "apiVersion");
  if (typeof apiVersion === "string" && !apiVersion.startsWith("kustomize.config.k8s.io/")) return undefined;
  // What cannot be read is rendered nevertheless: then the renderer says what is wrong.
  return { folder: realPathOf(folder), file: realPathOf(file), ...partsOf(folder, value ?? null) };
}

async function readValue(path: string): Promise<JsonValue | undefined> {
  const text = readText(path);
  if (text === undefined) return undefined;
  const { documents } = await readDocuments({ path, text }, () => true);
  return documents[0]?.value;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function partsOf(folder: string, value: JsonValue): Omit<Kustomization, "folder" | "file"> {
  const pathsOf = (fields: readonly string[]): readonly string[] =>
    fields.flatMap((field) => stringsIn(fieldOf(value, field))).map((path) => resolve(folder, path));
  const starts = pathsOf(["resources", "bases"]);
  const others = pathsOf(["components", "generators", "transformers", "validators", "configurations"]);
  // Every field that names a file does so with its path, some behind `key=`; words that are no paths lead nowhere.
  const named = stringsIn(value).flatMap((text) => [text, text.slice(text.indexOf("=") + 1)]);
  const namespace = fieldOf(value, "namespace");
  return {
    isComponent: fieldOf(value, "kind") === "Component",
    bases: onDisk("folder", starts),
    others: onDisk("folder", others),
    resources: onDisk("file", starts),
    files: onDisk("file", named.map((path) => resolve(folder, path))),
    namespace: typeof namespace === "string" && namespace !== "" ? namespace : undefined,
  };
}

function onDisk(kind: "file" | "folder", paths: readonly string[]): readonly string[] {
  return [...new Set(paths.filter((path) => kindOnDisk(path) === kind).map(realPathOf))];
}

/** Every string in a value that could be a path: on one line, and not longer than a path can be. */
function stringsIn(value: JsonValue | undefined): readonly string[] {
  if (typeof value === "string") return /^[^\0\n]{1,1024}$/.test(value) ? [value] : [];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap((item: JsonValue) => stringsIn(item));
}

function kindOnDisk(path: string): "file" | "folder" | undefined {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) return "folder";
    return stats.isFile() ? "file" : undefined;
  } catch {
    return undefined;
  }
}

export function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // A pipe has no path of its own; what is wrong with anything else is said when it is read.
    return path;
  }
}

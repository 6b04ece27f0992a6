import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { runCli } from "./run-cli.js";

// Every folder below fixtures/connectivity is a case; fixtures/README.md describes what is in it.

const root = fileURLToPath(new URL("../../../fixtures/connectivity/", import.meta.url));
const cases = readdirSync(root);

interface WrittenSettings {
  readonly world?: string;
  readonly apiServer?: readonly string[];
  readonly platform?: string;
  readonly namespace?: string;
  readonly by?: string;
}

const knownSettings = ["world", "apiServer", "platform", "namespace", "by"];

function optionsOf(folder: string): readonly string[] {
  const path = `${folder}/settings.json`;
  if (!existsSync(path)) return [];
  const settings = JSON.parse(readFileSync(path, "utf8")) as WrittenSettings;
  const unknown = Object.keys(settings).filter((key) => !knownSettings.includes(key));
  if (unknown.length > 0) throw new Error(`${path} has the unknown setting ${unknown.join(", ")}`);
  const { world, apiServer = [], platform, namespace, by } = settings;
  const one = (name: string, value: string | undefined): readonly string[] =>
    value === undefined ? [] : [`--${name}`, value];
  return [
    ...one("world", world),
    ...apiServer.flatMap((cidr) => one("apiserver", cidr)),
    ...one("platform", platform),
    ...one("namespace", namespace),
    ...one("by", by),
  ];
}

function written(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => line.trim() !== "" && !line.startsWith("#"));
}

/** What the map says, without its last paragraph: what its words mean, and counts. */
function mapLines(output: string): readonly string[] {
  const paragraphs = output.trimEnd().split("\n\n");
  return written(paragraphs.slice(0, -1).join("\n").split("\n"));
}

describe("netpolint map of fixtures/connectivity", () => {
  it("has cases, and the eight steps of the tutorial", () => {
    expect(cases.length).toBeGreaterThanOrEqual(28);
    expect(cases.filter((name) => name.startsWith("tutorial-"))).toHaveLength(8);
  });

  it.each(cases)("%s", async (name) => {
    const folder = `${root}${name}`;
    // settings.json is no manifest.
    const manifests = readdirSync(folder).filter((file) => /\.(?:ya?ml|json)$/.test(file) && file !== "settings.json");
    const run = await runCli(["map", ...manifests, ...optionsOf(folder)], { cwd: folder });
    expect(run.stderr).toBe("");
    expect(mapLines(run.stdout)).toEqual(written(readFileSync(`${folder}/expected.txt`, "utf8").split("\n")));
    expect(run.exitCode).toBe(0);
  });
});

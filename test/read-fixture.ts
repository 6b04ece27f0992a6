import { posix } from "node:path";
import {
  type ClusterSettings,
  type Cni,
  type DnsServer,
  type Finding,
  type IpBlock,
  type JsonObject,
  parseCidr,
  type Platform,
  type Report,
  type SourceFile,
  type SourceRange,
  type World,
} from "@netpolint/core";
import { exists, filesIn, foldersIn, read } from "./repository.js";

/** A folder of manifests with the report that must come out of them. fixtures/README.md describes the format. */
export interface Fixture {
  readonly folder: string;
  /** From the repository's root. */
  readonly manifests: readonly string[];
  /** The manifests as the report names them: from the fixture's folder. */
  readonly files: readonly SourceFile[];
  readonly settings: Partial<ClusterSettings>;
  readonly packIds: readonly string[];
  /** Flow packs beside those of netpolint. */
  readonly packFiles: readonly SourceFile[];
  /** Rules that run beside those that always do; `*` stands for all. */
  readonly ruleIds: readonly string[];
  /** Options of rules, in place of their defaults. */
  readonly options: ReadonlyMap<string, JsonObject>;
  readonly parameters: ReadonlyMap<string, string>;
  /** The lines of expected.txt without comments and blank lines. */
  readonly expected: readonly string[];
}

interface WrittenSettings {
  readonly world?: World;
  readonly apiServer?: readonly string[];
  readonly platform?: Platform;
  readonly podRanges?: readonly string[];
  readonly serviceRanges?: readonly string[];
  readonly nodeRanges?: readonly string[];
  readonly cni?: Cni;
  readonly dns?: readonly DnsServer[];
  readonly channel?: ClusterSettings["channel"];
  readonly kubernetesVersion?: string;
  readonly namespace?: string;
  readonly packs?: readonly string[];
  readonly packFiles?: readonly string[];
  readonly rules?: readonly string[];
  readonly options?: Readonly<Record<string, JsonObject>>;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly with?: readonly string[];
  readonly without?: readonly string[];
}

const knownSettings = [
  "world",
  "apiServer",
  "platform",
  "podRanges",
  "serviceRanges",
  "nodeRanges",
  "cni",
  "dns",
  "channel",
  "kubernetesVersion",
  "namespace",
  "packs",
  "packFiles",
  "rules",
  "options",
  "parameters",
  "with",
  "without",
];

/** The folders below this one that hold an expected.txt. */
export function fixtureFoldersBelow(folder: string): readonly string[] {
  if (exists(`${folder}/expected.txt`)) return [folder];
  return foldersIn(folder).flatMap((name) => fixtureFoldersBelow(`${folder}/${name}`));
}

/** Every manifest in this folder and below; the path itself where it is a manifest. */
export function manifestsBelow(path: string): readonly string[] {
  if (isManifest(path)) return [path];
  const own = filesIn(path).filter(isManifest).map((name) => `${path}/${name}`);
  return [...own, ...foldersIn(path).flatMap((name) => manifestsBelow(`${path}/${name}`))];
}

function isManifest(name: string): boolean {
  if (name.endsWith(".flow-pack.yaml")) return false;
  return /\.(?:ya?ml|json)$/.test(name) && posix.basename(name) !== "settings.json";
}

export function readFixture(folder: string): Fixture {
  const written = readSettings(folder);
  const manifests = manifestsOf(folder, written);
  return {
    folder,
    manifests,
    files: manifests.map((path) => ({ path: posix.relative(folder, path), text: read(path) })),
    settings: clusterSettings(written),
    packIds: written.packs ?? [],
    packFiles: (written.packFiles ?? []).map((path) => ({ path, text: read(posix.join(folder, path)) })),
    ruleIds: [...(written.rules ?? []), ...ruleOfFolder(folder)],
    options: new Map(Object.entries(written.options ?? {})),
    parameters: new Map(Object.entries(written.parameters ?? {})),
    expected: read(`${folder}/expected.txt`).split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#")),
  };
}

/** A fixture of a rule runs it. */
function ruleOfFolder(folder: string): readonly string[] {
  const rule = /^fixtures\/findings\/([^/]+)/.exec(folder)?.[1];
  return rule === undefined ? [] : [rule];
}

function readSettings(folder: string): WrittenSettings {
  const path = `${folder}/settings.json`;
  if (!exists(path)) return {};
  const written = JSON.parse(read(path)) as WrittenSettings;
  const unknown = Object.keys(written).filter((key) => !knownSettings.includes(key));
  if (unknown.length > 0) throw new Error(`${path} has the unknown setting ${unknown.join(", ")}`);
  return written;
}

/** A path that takes away or adds nothing is a slip. */
function manifestsOf(folder: string, written: WrittenSettings): readonly string[] {
  const named = (texts: readonly string[] = []): readonly string[] =>
    texts.flatMap((text) => {
      const found = manifestsBelow(posix.join(folder, text)).filter(exists);
      if (found.length === 0) throw new Error(`${folder}/settings.json names ${text}, where no manifest is`);
      return found;
    });
  const all = [...named(written.with), ...manifestsBelow(folder)];
  const without = named(written.without);
  const idle = without.filter((path) => !all.includes(path));
  if (idle.length > 0) throw new Error(`${folder}/settings.json takes away ${idle.join(", ")}, which is not there`);
  return all.filter((path) => !without.includes(path));
}

function clusterSettings(written: WrittenSettings): Partial<ClusterSettings> {
  const { world, platform, channel, kubernetesVersion, namespace, dns, cni } = written;
  return {
    apiServer: blocksOf(written.apiServer),
    ...(platform ? { platform } : {}),
    ...(written.podRanges ? { podRanges: blocksOf(written.podRanges) } : {}),
    ...(written.serviceRanges ? { serviceRanges: blocksOf(written.serviceRanges) } : {}),
    ...(written.nodeRanges ? { nodeRanges: blocksOf(written.nodeRanges) } : {}),
    ...(cni ? { cni } : {}),
    ...(dns ? { dns } : {}),
    kubernetesVersion,
    ...(world ? { world } : {}),
    ...(channel ? { channel } : {}),
    ...(namespace === undefined ? {} : { namespace, namespaceGiven: true }),
  };
}

function blocksOf(texts: readonly string[] = []): readonly IpBlock[] {
  return texts.map((text) => {
    const block = parseCidr(text);
    if (!block) throw new Error(`${text} is not a CIDR`);
    return block;
  });
}

const shownNotes = new Set(["hostnetwork-subject", "hostnetwork-peer", "ipblock-vs-pod", "ipblock-vs-node"]);

/**
 * A report in the lines of expected.txt. Where the expected lines tell where a finding ends, or its help, all of them
 * have to.
 */
export function reportLines(
  { findings, unchecked, inputProblems, notes }: Report,
  expected: readonly string[] = [],
): readonly string[] {
  const withEnds = expected.some((line) => /^[^ ]+:\d+:\d+-/.test(line));
  const withHelp = expected.some((line) => line.startsWith("  help "));
  return [
    ...findings.flatMap((finding) => findingLines(finding, withEnds, withHelp)),
    ...unchecked.map(({ pack, id, reason }) => `unchecked ${pack} ${id} ${reason}`),
    ...inputProblems.map(
      ({ file, line, column, code, message }) => `problem ${file}:${line}:${column} ${code} ${message}`,
    ),
    ...notes.filter(({ code }) => shownNotes.has(code)).map(({ code, flow }) => `note ${code} ${flow}`),
  ];
}

function findingLines(finding: Finding, withEnds: boolean, withHelp: boolean): readonly string[] {
  const { file, range, severity, ruleId, message, help, related } = finding;
  return [
    `${placeText(file, range)}${withEnds ? endText(range) : ""} ${severity} ${ruleId} ${message}`,
    ...(withHelp ? [`  help ${help}`] : []),
    ...related.map((place) => `  related ${placeText(place.file, place.range)} ${place.message}`),
  ];
}

function placeText(file: string, { start }: SourceRange): string {
  return `${file}:${start.line}:${start.column}`;
}

/** `-<column>`, exclusive, or `-<line>:<column>` where it is not on the line of the start. */
function endText({ start, end }: SourceRange): string {
  return start.line === end.line ? `-${end.column}` : `-${end.line}:${end.column}`;
}

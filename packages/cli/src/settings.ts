import { resolve } from "node:path";
import {
  type ClusterSettings,
  type Cni,
  type DnsServer,
  type FlowPack,
  type IpBlock,
  parseCidr,
  parseKubernetesVersion,
  type Platform,
  type RuleSettings,
  type RuleSeverity,
} from "@netpolint/core";
import type { ConfigInForce, ConfigPlace, ConfigProblem } from "./config/config.js";
import { findConfig } from "./config/find-config.js";
import { defaultConfig } from "./config/preset-rules.js";
import { ruleSettingsOf } from "./config/rule-settings.js";
import { isClusterSide } from "./input/side-text.js";
import type { Io } from "./io.js";
import { type Arguments, isWrongUsage, listOf, type WrongUsage } from "./parse-arguments.js";
import type { Tools } from "./tools.js";
import { unknownRule } from "./unknown-rule.js";

/** Who gave a setting of the environment. */
export type SettingOrigin =
  | { readonly type: "option"; readonly option: string }
  | ({ readonly type: "configuration" } & ConfigPlace);

/** What the options that go with every command and the configuration say. The options win. */
export interface Settings {
  readonly cluster: Partial<ClusterSettings>;
  /** Of each setting in `cluster`. */
  readonly origins: ReadonlyMap<keyof ClusterSettings, SettingOrigin>;
  readonly packIds: readonly string[];
  /** `<pack>.<name>` to value. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Packs that know which policies operators make. */
  readonly packs: readonly FlowPack[];
  /** With what the plugins of the configuration bring. */
  readonly tools: Tools;
  readonly rules: RuleSettings;
  /** Whether the configuration leaves out a file, given by its absolute path. */
  readonly isIgnored: (path: string) => boolean;
  readonly config: ConfigInForce;
  /** Mistakes in the configuration; where there are any, the rest is not to be used. */
  readonly problems: readonly ConfigProblem[];
}

export async function readSettings(args: Arguments, io: Io, builtIn: Tools): Promise<Settings | WrongUsage> {
  const { config, problems, tools } = await openConfig(args, io, builtIn);
  const given = readOptions(args, tools.packs);
  if (isWrongUsage(given)) return given;
  const onCommandLine = readRules(args.values.get("rule") ?? [], tools);
  if (isWrongUsage(onCommandLine)) return onCommandLine;
  return {
    cluster: { ...config.environment, ...given.cluster },
    origins: new Map([...fromConfig(config), ...given.origins]),
    packIds: args.values.get("pack")?.length ? (args.values.get("pack") ?? []) : config.packIds,
    parameters: new Map([...config.parameters, ...given.parameters]),
    packs: tools.packs,
    tools,
    rules: await ruleSettingsOf(config, onCommandLine, io.cwd),
    isIgnored: await ignoredBy(config),
    config,
    problems,
  };
}

async function openConfig(
  { flags, values }: Arguments,
  io: Io,
  tools: Tools,
): Promise<{ readonly config: ConfigInForce; readonly problems: readonly ConfigProblem[]; readonly tools: Tools }> {
  const none = { config: defaultConfig(io.cwd, tools), problems: [], tools };
  // Commands that analyse nothing need none.
  if (!values.has("config")) return none;
  const named = values.get("config")?.[0];
  const searched = (): string | undefined => (flags.has("no-config") ? undefined : findConfig(io.cwd));
  const path = named === undefined ? searched() : resolve(io.cwd, named);
  if (path === undefined) return none;
  const { loadConfig } = await import("./config/load-config.js");
  return await loadConfig(path, io.cwd, tools);
}

async function ignoredBy({ ignores, folder }: ConfigInForce): Promise<Settings["isIgnored"]> {
  if (ignores.length === 0) return () => false;
  const { ignoredFiles } = await import("./config/ignored-files.js");
  return ignoredFiles(ignores, folder);
}

function fromConfig({ places }: ConfigInForce): Settings["origins"] {
  return new Map([...places].map(([name, place]) => [name, { type: "configuration", ...place }]));
}

type Given = Pick<Settings, "cluster" | "origins" | "parameters">;

/** The settings that an option gives, each with the name of the setting. */
const settingOptions: readonly (readonly [option: string, setting: keyof ClusterSettings])[] = [
  ["world", "world"],
  ["apiserver", "apiServer"],
  ["platform", "platform"],
  ["channel", "channel"],
  ["kubernetes-version", "kubernetesVersion"],
  ["namespace", "namespace"],
  ["pod-range", "podRanges"],
  ["service-range", "serviceRanges"],
  ["node-range", "nodeRanges"],
  ["dns", "dns"],
  ["cni", "cni"],
];

function readOptions(args: Arguments, packs: readonly FlowPack[]): Given | WrongUsage {
  const { values, flags } = args;
  const parameters = readParameters(values.get("param") ?? [], packs);
  if (isWrongUsage(parameters)) return parameters;
  const cluster: { -readonly [Name in keyof ClusterSettings]?: ClusterSettings[Name] } = {};
  const origins = new Map<keyof ClusterSettings, SettingOrigin>();
  for (const [option, setting] of settingOptions) {
    if (!flags.has(option)) continue;
    const value = readSetting(option, values.get(option) ?? []);
    if (isWrongUsage(value)) return value;
    Object.assign(cluster, value);
    origins.set(setting, { type: "option", option: `--${option}` });
  }
  const live = liveCluster(args);
  if (live !== undefined && !flags.has("world")) {
    cluster.world = "closed";
    origins.set("world", { type: "option", option: live });
  }
  return { cluster, origins, parameters };
}

/** A cluster that is read is the whole cluster, also where `diff` compares two. The option that says so. */
function liveCluster({ flags, command, positionals }: Arguments): string | undefined {
  if (flags.has("cluster")) return "--cluster";
  return command === "diff" && positionals.every(isClusterSide) ? "cluster:" : undefined;
}

/** The option table has checked the words of those that have a choice. */
function readSetting(option: string, texts: readonly string[]): Partial<ClusterSettings> | WrongUsage {
  const [text = ""] = texts;
  switch (option) {
    case "world":
      return { world: text === "closed" ? "closed" : "open" };
    case "platform":
      return { platform: text as Platform };
    case "channel":
      return { channel: text === "standard" ? "standard" : "experimental" };
    case "kubernetes-version":
      if (parseKubernetesVersion(text)) return { kubernetesVersion: text };
      return { problem: `\`--kubernetes-version\` takes a release such as \`1.33\`, not \`${text}\`.` };
    case "namespace":
      return { namespace: text, namespaceGiven: true };
    case "cni":
      return { cni: text as Cni };
    case "dns":
      return readDns(texts);
    default:
      return readRanges(option, texts);
  }
}

function readRanges(option: string, texts: readonly string[]): Partial<ClusterSettings> | WrongUsage {
  const blocks: IpBlock[] = [];
  for (const text of texts) {
    const block = parseCidr(text);
    if (!block) return { problem: `\`--${option}\` takes a CIDR such as \`10.0.0.1/32\`, not \`${text}\`.` };
    blocks.push(block);
  }
  if (option === "apiserver") return { apiServer: blocks };
  if (option === "pod-range") return { podRanges: blocks };
  return option === "service-range" ? { serviceRanges: blocks } : { nodeRanges: blocks };
}

function readDns(texts: readonly string[]): Partial<ClusterSettings> | WrongUsage {
  const dns = texts.map(dnsServer);
  const wrong = dns.find(({ port }) => port < 1 || port > 65535);
  return wrong ? { problem: `\`--dns\` takes a port from 1 to 65535, not \`${wrong.port}\`.` } : { dns };
}

/** `<endpoint>` or `<endpoint>:<port>`; a port is written behind an IPv4 address or a name only. */
function dnsServer(text: string): DnsServer {
  const [, to, port] = /^([^:]+):(\d{1,5})$/.exec(text) ?? [];
  return to === undefined ? { to: text, port: 53 } : { to, port: Number(port) };
}

/** `id:severity`; the space of YAML may stand after the colon. */
function readRules(texts: readonly string[], tools: Tools): ReadonlyMap<string, RuleSeverity> | WrongUsage {
  const rules = new Map<string, RuleSeverity>();
  for (const text of texts) {
    const [, id = "", written = ""] = /^([^:]*):\s*(.*)$/s.exec(text) ?? [];
    const severity = severities.find((one) => one === written);
    if (!severity) return { problem: `\`--rule\` takes \`<id>:<severity>\` with severity ${listOf(severities)}, not \`${text}\`.` };
    if (!tools.rules.some((rule) => rule.id === id)) return { problem: unknownRule(id, tools) };
    rules.set(id, severity);
  }
  return rules;
}

const severities: readonly RuleSeverity[] = ["off", "info", "warning", "error"];

function readParameters(
  texts: readonly string[],
  packs: readonly FlowPack[],
): ReadonlyMap<string, string> | WrongUsage {
  const parameters = new Map<string, string>();
  for (const text of texts) {
    const problem = problemOfParameter(text, packs);
    if (problem !== undefined) return { problem };
    const equals = text.indexOf("=");
    parameters.set(text.slice(0, equals), text.slice(equals + 1));
  }
  return parameters;
}

function problemOfParameter(text: string, packs: readonly FlowPack[]): string | undefined {
  const [, packId, name] = /^([^.=]+)\.([^=]+)=/s.exec(text) ?? [];
  if (packId === undefined || name === undefined) {
    return `\`--param\` takes \`<pack>.<name>=<value>\`, not \`${text}\`.`;
  }
  const pack = packs.find(({ id }) => id === packId);
  if (!pack) return unknownPack(packId, packs);
  const parameter = pack.parameters.find((one) => one.name === name);
  const problem = parameter?.problemOf?.(text.slice(text.indexOf("=") + 1));
  if (parameter) return problem === undefined ? undefined : `\`--param ${packId}.${name}\` is not understood: ${problem}.`;
  const names = pack.parameters.map((one) => one.name);
  if (names.length === 0) return `Pack \`${packId}\` has no parameters.`;
  return `Pack \`${packId}\` has no parameter \`${name}\`; it has ${listOf(names, "and")}.`;
}

export function unknownPack(id: string, packs: readonly FlowPack[]): string {
  const known = packs.map((pack) => pack.id);
  const others = known.length === 0 ? "" : `; netpolint knows ${listOf(known, "and")}`;
  return `There is no pack \`${id}\`${others}.`;
}

import {
  type ClusterSettings,
  cnis,
  type FlowPack,
  type IpBlock,
  parseCidr,
  parseKubernetesVersion,
  type World,
} from "@netpolint/core";
import { isClusterSide } from "./input/side-text.js";
import { type Arguments, isWrongUsage, listOf, type WrongUsage } from "./parse-arguments.js";

/** What the options that go with every command say. */
export interface Settings {
  readonly cluster: Partial<ClusterSettings>;
  /** `<pack>.<name>` to value. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Packs that know which policies operators make. */
  readonly packs: readonly FlowPack[];
}

export function readSettings(args: Arguments, packs: readonly FlowPack[]): Settings | WrongUsage {
  const { values } = args;
  const apiServer = readBlocks(values.get("apiserver") ?? []);
  if (isWrongUsage(apiServer)) return apiServer;
  const parameters = readParameters(values.get("param") ?? [], packs);
  if (isWrongUsage(parameters)) return parameters;
  const namespace = values.get("namespace")?.[0];
  const cniText = values.get("cni")?.[0];
  const cni = cnis.find((known) => known === cniText);
  if (cniText !== undefined && !cni) {
    return { problem: `\`--cni\` takes the name of a network plugin, not \`${cniText}\`; netpolint knows ${listOf(cnis, "and")}.` };
  }
  const kubernetesVersion = values.get("kubernetes-version")?.[0];
  if (kubernetesVersion !== undefined && !parseKubernetesVersion(kubernetesVersion)) {
    return { problem: `\`--kubernetes-version\` takes a release such as \`1.33\`, not \`${kubernetesVersion}\`.` };
  }
  const cluster: Partial<ClusterSettings> = {
    world: worldOf(args),
    apiServer,
    platform: values.get("platform")?.[0] === "openshift" ? "openshift" : undefined,
    channel: values.get("channel")?.[0] === "standard" ? "standard" : "experimental",
    kubernetesVersion,
    ...(cni ? { cni } : {}),
    ...(namespace === undefined ? {} : { namespace, namespaceGiven: true }),
  };
  return { cluster, parameters, packs };
}

/** A cluster that is read is the whole cluster, also where `diff` compares two. */
function worldOf({ values, flags, command, positionals }: Arguments): World {
  const given = values.get("world")?.[0] === "closed" ? "closed" : "open";
  if (flags.has("world")) return given;
  const isLive = flags.has("cluster") || (command === "diff" && positionals.every(isClusterSide));
  return isLive ? "closed" : given;
}

function readBlocks(texts: readonly string[]): readonly IpBlock[] | WrongUsage {
  const blocks: IpBlock[] = [];
  for (const text of texts) {
    const block = parseCidr(text);
    if (!block) return { problem: `\`--apiserver\` takes a CIDR such as \`10.0.0.1/32\`, not \`${text}\`.` };
    blocks.push(block);
  }
  return blocks;
}

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

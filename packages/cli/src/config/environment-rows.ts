import {
  type Cluster,
  type ClusterSettings,
  type Fact,
  type Facts,
  formatIpAddress,
  type IpAddress,
  objectName,
} from "@netpolint/core";
import type { SettingOrigin, Settings } from "../settings.js";
import { cidrText } from "./settings-json.js";

/** Where a value, or something that would say otherwise, comes from. 1-based places. */
export type RowSource =
  | { readonly type: "default" }
  | SettingOrigin
  | {
      readonly type: "detected";
      readonly value: string;
      readonly object: string;
      readonly file: string;
      readonly line: number;
      readonly column: number;
      /** Why no answer rests on it; null where it is in force. */
      readonly unused: string | null;
    };

/** One setting with its value in force. */
export interface EnvironmentRow {
  readonly name: string;
  /** Null or empty: not known. */
  readonly value: string | readonly string[] | null;
  readonly sources: readonly RowSource[];
  /** What the value does not say, a clause; null where there is nothing to add. */
  readonly note: string | null;
}

const towards = "for connections that go there; those from there may come from other addresses";

/** Every setting of the environment, in the order in which it is printed. */
export function environmentRows(cluster: Cluster, { origins }: Settings): readonly EnvironmentRow[] {
  const { settings, environment } = cluster;
  const row = (name: keyof ClusterSettings, value: EnvironmentRow["value"], detected: readonly RowSource[]): EnvironmentRow => {
    const origin = origins.get(name);
    if (origin) return { name, value, sources: [origin, ...detected.map(overruled)], note: null };
    const note = value !== null && value.length > 0 && detected.length > 0 && (name === "apiServer" || name === "nodeRanges") ? towards : null;
    return { name, value, sources: detected.length > 0 ? detected : [{ type: "default" }], note };
  };
  const given = (name: keyof ClusterSettings): boolean => origins.has(name);
  return [
    row("world", settings.world, []),
    row("namespace", settings.namespace, []),
    row("channel", settings.channel, []),
    row("kubernetesVersion", settings.kubernetesVersion ?? null, []),
    row("platform", settings.platform ?? null, sourcesOf(environment.platform, String)),
    row("cni", settings.cni ?? null, sourcesOf(environment.cni, String)),
    row(
      "apiServer",
      given("apiServer") ? settings.apiServer.map(cidrText) : addressesOf(environment.apiServer),
      [...sourcesOf(environment.apiServer, formatIpAddress), ...sourcesOf(environment.apiServerService, formatIpAddress)],
    ),
    row("nodeRanges", given("nodeRanges") ? settings.nodeRanges.map(cidrText) : addressesOf(environment.nodes), sourcesOf(environment.nodes, formatIpAddress)),
    row("podRanges", settings.podRanges.map(cidrText), sourcesOf(environment.podRanges, cidrText)),
    row("serviceRanges", settings.serviceRanges.map(cidrText), sourcesOf(environment.serviceRanges, cidrText)),
    row("dns", dnsOf(cluster, given("dns")), [
      ...sourcesOf(environment.nodeLocalDns, formatIpAddress),
      ...sourcesOf(environment.dns, ({ namespace, name }) => `${namespace}/${name}`),
    ]),
    {
      name: "namespaceLabels",
      value: [...cluster.namespaceLabels.keys()],
      sources: cluster.objects
        .filter(({ kind, apiVersion }) => kind === "Namespace" && apiVersion === "v1")
        .map((meta) => sourceOf({ value: meta.name, meta, path: ["metadata", "labels"] }, meta.name, null)),
      note: null,
    },
  ];
}

function dnsOf({ settings, environment }: Cluster, isGiven: boolean): readonly string[] {
  if (isGiven) return settings.dns.map(({ to, port }) => `${to}:${port}`);
  const local = addressesOf(environment.nodeLocalDns);
  return local.length > 0 ? local : environment.dns.facts.map(({ value }) => `${value.namespace}/${value.name}`);
}

function addressesOf({ facts }: Facts<IpAddress>): readonly string[] {
  return facts.map(({ value }) => formatIpAddress(value));
}

function sourcesOf<T>({ facts, unused }: Facts<T>, text: (value: T) => string): readonly RowSource[] {
  return facts.map((fact) => sourceOf(fact, text(fact.value), unused ?? null));
}

function sourceOf({ meta, path }: Fact<unknown>, value: string, unused: string | null): RowSource {
  const { line, column } = meta.origin.locate(path).start;
  return { type: "detected", value, object: `${meta.kind} \`${objectName(meta)}\``, file: meta.origin.file, line, column, unused };
}

function overruled(source: RowSource): RowSource {
  return source.type === "detected" ? { ...source, unused: "a setting that was given wins" } : source;
}

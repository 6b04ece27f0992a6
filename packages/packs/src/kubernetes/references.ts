import {
  backendsOf,
  type Cluster,
  findService,
  formatPath,
  type JsonValue,
  objectName,
  type Path,
  placeOf,
  type Protocol,
  type RequiredFlow,
  type RequiredRows,
  type Service,
  templatePathOf,
  type UncheckedRow,
  type Workload,
  workloadEndpoint,
} from "@netpolint/core";
import { parseHost, serviceOfHost } from "../host-destination.js";
import { assumedBackends } from "./assumed-backends.js";
import { joinRows } from "./join-rows.js";

const link = "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/";

export const referenceParameters = [
  {
    name: "references",
    summary: "`on`: environment variables and arguments that name a Service say that pods connect to it",
    problemOf: (text: string): string | undefined =>
      isWord(text, [...onWords, ...offWords]) ? undefined : `it takes \`on\` or \`off\`, not \`${text}\``,
  },
] as const;

/** In YAML, `on` without quotes may be read as true. */
const onWords = ["on", "true"];
const offWords = ["off", "false"];

function isWord(text: string | undefined, words: readonly string[]): boolean {
  return text !== undefined && words.includes(text.toLowerCase());
}

/** Off unless asked for: a name in a setting is a hint, not a need. */
export function requireReferences(cluster: Cluster, parameters: ReadonlyMap<string, string>): RequiredRows {
  if (!isWord(parameters.get("references"), onWords)) return { flows: [], unchecked: [] };
  return joinRows(
    cluster.workloads.flatMap((workload) => textsOf(workload).flatMap((text) => rowsOfText(cluster, workload, text))),
  );
}

interface SettingText {
  readonly path: Path;
  readonly text: string;
}

/** Where the pod's spec is. Pods whose owner is not in the input stand for it, by their own place. */
function podSpecPath({ meta }: Workload): Path {
  return meta.kind === "Pod" ? ["spec"] : [...templatePathOf(meta.kind), "spec"];
}

function textsOf(workload: Workload): readonly SettingText[] {
  const { origin } = workload.meta;
  const base = podSpecPath(workload);
  return ["initContainers", "containers"].flatMap((list) => {
    const containers = origin.valueAt([...base, list]);
    return itemsOf(containers).flatMap((_, index) => textsOfContainer(workload, [...base, list, index]));
  });
}

function textsOfContainer({ meta: { origin } }: Workload, path: Path): readonly SettingText[] {
  const variables = itemsOf(origin.valueAt([...path, "env"])).map((_, index): Path => [...path, "env", index, "value"]);
  const words = ["command", "args"].flatMap((list) =>
    itemsOf(origin.valueAt([...path, list])).map((_, index): Path => [...path, list, index]),
  );
  return [...variables, ...words].flatMap((at) => {
    const text = origin.valueAt(at);
    return typeof text === "string" ? [{ path: at, text }] : [];
  });
}

function itemsOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

/** A port of a Service, as a setting names it. */
interface NamedPort {
  readonly namespace: string;
  readonly name: string;
  /** Undefined where the setting names none and the Service has several. */
  readonly port: number | undefined;
  readonly protocol: Protocol;
}

/** Where words of a setting end: `--db=host`, lists, quotes. */
const separators = /[\s,;="'()<>|]+/;
/** `jdbc:postgresql://host` is a URL with something before it. */
const beforeUrl = /^(?:[a-z0-9]+:)+(?=[a-z][a-z0-9+.-]*:\/\/)/i;

function rowsOfText(cluster: Cluster, workload: Workload, setting: SettingText): readonly RequiredRows[] {
  return setting.text.split(separators).flatMap((word) => {
    const named = namedBackend(cluster, workload.namespace, word.replace(beforeUrl, ""));
    return named ? rowsOfBackend(cluster, workload, setting.path, named) : [];
  });
}

function rowsOfBackend(cluster: Cluster, workload: Workload, path: Path, backend: NamedPort): RequiredRows {
  const unchecked = (reason: string): UncheckedRow => ({
    pack: "kubernetes",
    id: "reference",
    reason: `\`${formatPath(path)}\` of ${workload.meta.kind} \`${objectName(workload.meta)}\` was not checked: ${reason}.`,
  });
  if (backend.port === undefined) return { flows: [], unchecked: [unchecked(withoutPort(backend))] };
  const found = backendsOf(cluster, { ...backend, port: backend.port }, backend.protocol);
  if ("unknown" in found) return { flows: [], unchecked: [unchecked(found.unknown)] };
  const flows = found.backends
    .filter(({ endpoint }) => !(endpoint.type === "workload" && endpoint.workload === workload))
    .map(({ endpoint, port }): RequiredFlow => ({
      pack: "kubernetes",
      ids: ["reference"],
      level: "may",
      from: workloadEndpoint(workload),
      to: endpoint,
      protocol: backend.protocol,
      port,
      why: `a setting names Service \`${backend.namespace}/${backend.name}\``,
      link,
      assumed: assumedBackends(backend, endpoint),
      evidence: { ...placeOf(workload.meta, path), message: `\`${formatPath(path)}\` names the Service` },
    }));
  return { flows, unchecked: (found.unfollowed ?? []).map(unchecked) };
}

function withoutPort({ namespace, name }: NamedPort): string {
  return `it names Service \`${namespace}/${name}\` and no port, and the Service has several`;
}

/**
 * Only what surely is a Service: a bare word may be anything, one with a port or a namespace of a Service of the input
 * is not. The port may be in another setting; it is known where the Service has one only.
 */
function namedBackend(cluster: Cluster, namespace: string, word: string): NamedPort | undefined {
  const host = parseHost(word);
  const name = host && serviceOfHost(host.host, namespace);
  const service = name && findService(cluster, name.namespace, name.name);
  if (!host || !name) return undefined;
  // Nothing else is called so, whether or not the Service is there; without it, the port does not matter.
  if (!service) return /\.svc(?:\.|$)/.test(host.host) ? { ...name, port: host.port ?? 80, protocol: "TCP" } : undefined;
  if (host.port !== undefined) return { ...name, port: host.port, protocol: protocolAt(service, host.port) };
  if (!host.host.includes(".") || service.ports.length === 0) return undefined;
  const [only, ...others] = service.ports;
  return { ...name, port: others.length === 0 ? only?.port : undefined, protocol: only?.protocol ?? "TCP" };
}

/** Settings seldom say it; TCP where the Service has the port for that, too. */
function protocolAt({ ports }: Service, port: number): Protocol {
  const meant = ports.filter((one) => one.port === port);
  return meant.some(({ protocol }) => protocol === "TCP") ? "TCP" : (meant[0]?.protocol ?? "TCP");
}

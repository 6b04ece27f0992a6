import {
  backendsOf,
  type Cluster,
  findService,
  formatPath,
  type JsonValue,
  type Path,
  placeOf,
  type RequiredFlow,
  templatePathOf,
  type Workload,
  workloadEndpoint,
} from "@netpolint/core";
import { parseHost, serviceOfHost } from "../host-destination.js";

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
export function requireReferences(cluster: Cluster, parameters: ReadonlyMap<string, string>): readonly RequiredFlow[] {
  if (!isWord(parameters.get("references"), onWords)) return [];
  return cluster.workloads.flatMap((workload) =>
    textsOf(workload).flatMap((text) => flowsOfText(cluster, workload, text)),
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
  readonly port: number;
}

/** Where words of a setting end: `--db=host`, lists, quotes. */
const separators = /[\s,;="'()<>|]+/;
/** `jdbc:postgresql://host` is a URL with something before it. */
const beforeUrl = /^(?:[a-z0-9]+:)+(?=[a-z][a-z0-9+.-]*:\/\/)/i;

function flowsOfText(cluster: Cluster, workload: Workload, { path, text }: SettingText): readonly RequiredFlow[] {
  return text.split(separators).flatMap((word) => {
    const backend = namedBackend(cluster, workload.namespace, word.replace(beforeUrl, ""));
    const found = backend && backendsOf(cluster, backend);
    if (!found || "unknown" in found) return [];
    return found.backends
      .filter(({ endpoint }) => !(endpoint.type === "workload" && endpoint.workload === workload))
      .map(({ endpoint, port }): RequiredFlow => ({
        pack: "kubernetes",
        ids: ["reference"],
        level: "may",
        from: workloadEndpoint(workload),
        to: endpoint,
        protocol: "TCP",
        port,
        why: `a setting names Service \`${backend.namespace}/${backend.name}\``,
        link,
        assumed: [],
        evidence: { ...placeOf(workload.meta, path), message: `\`${formatPath(path)}\` names the Service` },
      }));
  });
}

/**
 * Only what surely is a Service of the input: a bare word may be anything, one with a port or a namespace is not. The
 * port may be in another setting; it is known where the Service has one only.
 */
function namedBackend(cluster: Cluster, namespace: string, word: string): NamedPort | undefined {
  const host = parseHost(word);
  const name = host && serviceOfHost(host.host, namespace);
  const service = name && findService(cluster, name.namespace, name.name);
  if (!host || !service) return undefined;
  if (host.port !== undefined) return { ...name, port: host.port };
  const [only, ...others] = service.ports;
  const isCertain = host.host.includes(".") && only !== undefined && others.length === 0;
  return isCertain ? { ...name, port: only.port } : undefined;
}

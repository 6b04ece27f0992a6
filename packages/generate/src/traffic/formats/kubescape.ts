import { fieldOf, type JsonObject, type JsonValue } from "@netpolint/core";
import {
  endOfProfile,
  type ObservedEnd,
  type ObservedFlow,
  passedFlow,
  type RecordReading,
  type WorkloadProfile,
} from "../observed-flow.js";
import {
  labelsOf,
  labelsOfTexts,
  listOf,
  objectOf,
  portOf,
  protocolName,
  textOf,
  textsOf,
} from "../../record-fields.js";
import type { RecordFormat } from "../record-format.js";

const kinds: ReadonlySet<string> = new Set(["NetworkNeighborhood", "NetworkNeighbors", "ContainerProfile"]);

/** Kubescape's objects that hold what its agent has seen of one workload. */
export const kubescape: RecordFormat = {
  id: "kubescape",
  title: "Kubescape network observations",
  noun: ["Kubescape observation", "Kubescape observations"],
  recognises: (record) => {
    const group = (textOf(record, "apiVersion") ?? "").split("/", 1)[0];
    if (kinds.has(textOf(record, "kind") ?? "")) return group === "spdx.softwarecomposition.kubescape.io";
    // The items of a typed list do not name their kind.
    return fieldOf(record, "kind") === undefined && nameLabel(record, "kind") !== undefined;
  },
  read: (record) => {
    const profile = profileOf(record);
    const spec = objectOf(record, "spec");
    if (!profile || !spec) return undefined;
    if (profile.problem !== undefined) return { ignored: "not-usable", profile };
    return readSpec(spec, profile);
  },
};

function nameLabel(record: JsonValue, part: string): string | undefined {
  return textOf(objectOf(objectOf(record, "metadata"), "labels"), `kubescape.io/workload-${part}`);
}

/** The workload is in the labels; the object itself has another name. */
function profileOf(record: JsonValue): WorkloadProfile | undefined {
  const metadata = objectOf(record, "metadata");
  const kind = nameLabel(record, "kind");
  const name = nameLabel(record, "name") ?? textOf(metadata, "name");
  const namespace = nameLabel(record, "namespace") ?? textOf(metadata, "namespace");
  if (kind === undefined || name === undefined || namespace === undefined) return undefined;
  const labels = selectorLabels(objectOf(record, "spec"));
  return { namespace, kind, name, labels, problem: problemOf(objectOf(metadata, "annotations")) };
}

const usable: ReadonlySet<string> = new Set(["ready", "learning", "completed"]);

/** Kubescape itself writes no policy from what it has not finished. What a user keeps is taken as it is. */
function problemOf(annotations: JsonObject | undefined): string | undefined {
  if (textOf(annotations, "kubescape.io/managed-by") === "User") return undefined;
  const status = textOf(annotations, "kubescape.io/status");
  if (status === undefined) return "it has no annotation `kubescape.io/status`";
  return usable.has(status) ? undefined : `its status is \`${status}\``;
}

function readSpec(spec: JsonObject, profile: WorkloadProfile): RecordReading {
  const own = endOfProfile(profile);
  const holders = [
    spec,
    ...["containers", "initContainers", "ephemeralContainers"].flatMap((list) => listOf(spec, list)),
  ];
  const flows: ObservedFlow[] = [];
  for (const holder of holders) {
    for (const direction of ["ingress", "egress"] as const) {
      for (const neighbour of listOf(holder, direction)) {
        const read = readNeighbour(neighbour, own, direction);
        if (!read) return undefined;
        flows.push(...read);
      }
    }
  }
  return { flows, profile };
}

function readNeighbour(
  neighbour: JsonValue,
  own: ObservedEnd,
  direction: "ingress" | "egress",
): readonly ObservedFlow[] | undefined {
  const peers = peersOf(neighbour, own.namespace);
  const ports = portsOf(neighbour);
  if (peers.length === 0 || !ports) return undefined;
  const watched = direction === "ingress" ? "to" : "from";
  return peers.flatMap((peer) =>
    ports.map(({ protocol, port }): ObservedFlow => {
      const [from, to] = watched === "to" ? [peer, own] : [own, peer];
      return { ...passedFlow, from, to, protocol, toPort: port, watched };
    }),
  );
}

interface SeenPort {
  readonly protocol: string;
  readonly port: number | null;
}

/** Where no port was kept, none is known to be unused. */
function portsOf(neighbour: JsonValue): readonly SeenPort[] | undefined {
  const listed = listOf(neighbour, "ports");
  if (listed.length === 0) return ["TCP", "UDP", "SCTP"].map((protocol) => ({ protocol, port: null }));
  const ports = listed.map((one) => ({
    protocol: protocolName(fieldOf(one, "protocol") ?? "TCP"),
    port: fieldOf(one, "port") === null || fieldOf(one, "port") === undefined ? null : portOf(one, "port"),
  }));
  const read = ports.filter((one): one is SeenPort => one.protocol !== undefined && one.port !== undefined);
  return read.length === ports.length ? read : undefined;
}

/** A neighbour may be pods, addresses, both, or known by its name only. */
function peersOf(neighbour: JsonValue, ownNamespace: string | undefined): readonly ObservedEnd[] {
  const names = [...new Set([...textsOf(neighbour, "dnsNames"), textOf(neighbour, "dns") ?? ""])].filter(
    (name) => name !== "",
  );
  const trimmed = names.map((name) => name.replace(/\.$/, ""));
  const addresses = [...new Set([...textsOf(neighbour, "ipAddresses"), textOf(neighbour, "ipAddress") ?? ""])].filter(
    (one) => one !== "",
  );
  const pods = podsOf(neighbour, ownNamespace);
  if (pods?.service !== undefined) return [pods];
  const outside = addresses.map((address): ObservedEnd => ({
    ...(address === "*" ? { address: undefined, place: "network" } : { address, place: "outside" }),
    names: trimmed,
  }));
  if (pods || outside.length > 0) return [...(pods ? [pods] : []), ...outside];
  return trimmed.length > 0 ? [{ place: "outside", names: trimmed }] : [];
}

const namespaceName = "kubernetes.io/metadata.name";

/** A selector of pods without one of namespaces is for pods beside the workload. */
function podsOf(neighbour: JsonValue, ownNamespace: string | undefined): ObservedEnd | undefined {
  const podSelector = objectOf(neighbour, "podSelector");
  const namespaceSelector = objectOf(neighbour, "namespaceSelector");
  if (!podSelector && !namespaceSelector) return undefined;
  const labels = selectorLabels(podSelector);
  if (isApiServers(labels)) return { namespace: "default", service: "kubernetes" };
  if (!namespaceSelector) return { namespace: ownNamespace, labels };
  const namespaceLabels = selectorLabels(namespaceSelector);
  const namespace = namespaceLabels?.get(namespaceName);
  return namespace === undefined ? { labels, namespaceLabels } : { namespace, labels };
}

/** Where the Service of the API server selects nothing, the agent writes the labels of the Service itself. */
function isApiServers(labels: ReadonlyMap<string, string> | undefined): boolean {
  return labels?.size === 2 && labels.get("component") === "apiserver" && labels.get("provider") === "kubernetes";
}

/** A selector as labels, which is all that the agent writes; undefined where it says more than labels can. */
function selectorLabels(selector: JsonObject | undefined): ReadonlyMap<string, string> | undefined {
  const expressions = listOf(selector, "matchExpressions");
  const single = expressions.flatMap((one) => {
    const values = textsOf(one, "values");
    const key = textOf(one, "key");
    return textOf(one, "operator") === "In" && values.length === 1 && key !== undefined
      ? [`${key}=${values.join("")}`]
      : [];
  });
  if (single.length < expressions.length) return undefined;
  return new Map([...(labelsOf(selector, "matchLabels") ?? []), ...labelsOfTexts(single)]);
}

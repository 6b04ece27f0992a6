import { fieldOf, type JsonValue, valueAt } from "@netpolint/core";
import { type ObservedEnd, passedFlow, type RecordReading } from "../observed-flow.js";
import { labelsOf, labelsOfTexts, protocolName, textOf } from "../../record-fields.js";
import type { RecordFormat } from "../record-format.js";

/**
 * Events of Inspektor Gadget's advisor for network policies: the lists of 2020 (`local_pod_name`), the lines of 2022
 * and later (`pktType`, with the pod's facts beside it or in `k8s`, the peer's as `remote...` or in `dst`), and those
 * of the gadget of 2025 (`endpoint`, `egress`).
 */
export const inspektorGadget: RecordFormat = {
  id: "inspektor-gadget",
  title: "Inspektor Gadget events",
  noun: ["Inspektor Gadget event", "Inspektor Gadget events"],
  recognises: (record) => isEvent(record) || isRemark(record),
  read: (record) => (isEvent(record) ? readEvent(record) : { ignored: "no-flow" }),
};

function isEvent(record: JsonValue): boolean {
  const hasPeer = kindOfPeer(record) !== undefined || valueAt(record, ["endpoint", "addr"]) !== undefined;
  return hasPeer && isOutgoing(record) !== undefined;
}

/** Gadgets also say when they are ready and what goes wrong. */
function isRemark(record: JsonValue): boolean {
  const type = textOf(record, "type");
  return (
    (type === "ready" || type === "err" || type === "debug" || type === "info") && fieldOf(record, "node") !== undefined
  );
}

/** One fact has had several names; those with dots are in an object, or written with the dots. */
function textAt(record: JsonValue, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const nested = valueAt(record, name.split("."));
    const found = nested ?? fieldOf(record, name);
    if (typeof found === "string" && found !== "") return found;
  }
  return undefined;
}

function kindOfPeer(record: JsonValue): string | undefined {
  return textAt(record, "remote_kind", "remoteKind", "dst.kind", "endpoint.k8s.kind");
}

function isOutgoing(record: JsonValue): boolean | undefined {
  const egress = fieldOf(record, "egress");
  if (egress !== undefined) return egress === true || egress === 1;
  switch (textAt(record, "pkt_type", "pktType", "type")) {
    case "OUTGOING":
    case "connect":
      return true;
    case "HOST":
    case "accept":
      return false;
    default:
      return undefined;
  }
}

function readEvent(record: JsonValue): RecordReading {
  const protocol = protocolName(textAt(record, "proto", "endpoint.proto") ?? "tcp");
  const port = numberAt(record, "port", "endpoint.port", "dst.port");
  const pod = podOf(record);
  const peer = peerOf(record);
  if (protocol === undefined || port === undefined || !pod || !peer) return undefined;
  const watched = isOutgoing(record) === true ? "from" : "to";
  const [from, to] = watched === "from" ? [pod, peer] : [peer, pod];
  return { flows: [{ ...passedFlow, from, to, protocol, toPort: port, watched }] };
}

function numberAt(record: JsonValue, ...names: readonly string[]): number | undefined {
  const found = names.map((name) => valueAt(record, name.split("."))).find((value) => typeof value === "number");
  return typeof found === "number" && found >= 1 && found <= 65535 ? found : undefined;
}

function podOf(record: JsonValue): ObservedEnd | undefined {
  const namespace = textAt(record, "local_pod_namespace", "k8s.namespace", "namespace");
  const pod = textAt(record, "local_pod_name", "k8s.podName", "k8s.podname", "k8s.pod", "pod");
  if (namespace === undefined || pod === undefined) return undefined;
  const owner = textAt(record, "local_pod_owner", "pod_owner", "podOwner", "k8s.owner.name");
  return {
    namespace,
    pod,
    address: textAt(record, "pod_ip", "podIP", "k8s.podIP"),
    owner: owner === undefined ? undefined : { kind: textAt(record, "k8s.owner.kind"), name: owner },
    labels: labelsAt(record, "local_pod_labels", "pod_labels", "podLabels", "k8s.podLabels"),
    hostNetwork:
      ["k8s.hostNetwork", "k8s.hostnetwork", "hostNetwork"].some((name) => isTrue(record, name)) || undefined,
  };
}

function isTrue(record: JsonValue, name: string): boolean {
  return valueAt(record, name.split(".")) === true;
}

/** A mapping, or `a=b,c=d`. */
function labelsAt(record: JsonValue, ...names: readonly string[]): ReadonlyMap<string, string> | undefined {
  for (const name of names) {
    const steps = name.split(".");
    const holder = valueAt(record, steps.slice(0, -1));
    const last = steps.at(-1) ?? "";
    const found = labelsOf(holder, last) ?? labelsOfText(textOf(holder, last));
    if (found && found.size > 0) return found;
  }
  return undefined;
}

function labelsOfText(text: string | undefined): ReadonlyMap<string, string> | undefined {
  return text === undefined ? undefined : labelsOfTexts(text.split(",").filter((pair) => pair.includes("=")));
}

function peerOf(record: JsonValue): ObservedEnd | undefined {
  const address = textAt(
    record,
    "remoteAddr",
    "remote_other",
    "remoteOther",
    "dst.addr",
    "endpoint.addr",
    "addr",
    "ip",
  );
  const namespace = textAt(
    record,
    "remote_pod_namespace",
    "remotePodNamespace",
    "remote_svc_namespace",
    ...sharedNamespaces,
  );
  const name = textAt(record, "remote_pod_name", "remotePodName", "remote_svc_name", ...sharedNames);
  const labels = labelsAt(record, "remote_pod_labels", "remotePodLabels", "remote_svc_label_selector", ...sharedLabels);
  switch (kindOfPeer(record)) {
    case "pod":
      return namespace === undefined ? undefined : { address, namespace, pod: name, labels };
    case "svc":
      return namespace === undefined ? undefined : { address, namespace, service: name, labels };
    case "other":
    case "raw":
    case undefined:
      return address === undefined
        ? undefined
        : { address, place: address === hostAddress(record) ? "own-node" : "outside" };
    default:
      return undefined;
  }
}

const sharedNamespaces = ["remoteServiceNamespace", "remoteNamespace", "dst.namespace", "endpoint.k8s.namespace"];
const sharedNames = ["remoteServiceName", "remoteName", "dst.name", "endpoint.k8s.name"];
const sharedLabels = [
  "remoteServiceLabelSelector",
  "remoteLabels",
  "dst.podLabels",
  "dst.podlabels",
  "endpoint.k8s.labels",
  "endpoint.k8s.podSelector",
];

function hostAddress(record: JsonValue): string | undefined {
  return textAt(record, "pod_host_ip", "podHostIP", "k8s.hostIP");
}

import { fieldOf, isList, type JsonValue, type Path } from "../source/json-value.js";
import type { Monitor, MonitorEndpoint } from "./monitor.js";
import { listOf, numberOf, stringOf } from "./read-meta.js";
import { readSelector } from "./read-network-policy.js";
import type { ObjectMeta } from "./resource.js";

export function readMonitor(value: JsonValue, meta: ObjectMeta): Monitor {
  const spec = fieldOf(value, "spec");
  const list = meta.kind === "PodMonitor" ? "podMetricsEndpoints" : "endpoints";
  return {
    type: "Monitor",
    meta,
    selector: readSelector(fieldOf(spec, "selector")),
    namespaces: readNamespaces(fieldOf(spec, "namespaceSelector"), meta),
    endpoints: listOf(fieldOf(spec, list)).map((endpoint, index) => readEndpoint(endpoint, ["spec", list, index])),
  };
}

function readNamespaces(value: JsonValue | undefined, { namespace }: ObjectMeta): readonly string[] | undefined {
  if (fieldOf(value, "any") === true) return undefined;
  const names = fieldOf(value, "matchNames");
  return isList(names) && names.length > 0 ? names.flatMap((name) => stringOf(name) ?? []) : [namespace];
}

function readEndpoint(value: JsonValue, path: Path): MonitorEndpoint {
  const target = fieldOf(value, "targetPort");
  const targetPort = numberOf(fieldOf(value, "portNumber")) ?? numberOf(target) ?? stringOf(target);
  return { path, port: stringOf(fieldOf(value, "port")), targetPort };
}

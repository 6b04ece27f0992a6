import { fieldOf, type JsonValue, type Path, valueAt } from "../source/json-value.js";
import { listOf, numberOf, stringMap, stringOf } from "./read-meta.js";
import { readProtocol } from "./read-pod.js";
import type { ObjectMeta } from "./resource.js";
import type { Service, ServicePort } from "./service.js";

export function readService(value: JsonValue, meta: ObjectMeta): Service {
  const spec = fieldOf(value, "spec");
  const selector = stringMap(fieldOf(spec, "selector"));
  const clusterIPs = listOf(fieldOf(spec, "clusterIPs")).flatMap((item) => stringOf(item) ?? []);
  const clusterIP = stringOf(fieldOf(spec, "clusterIP"));
  return {
    type: "Service",
    meta,
    serviceType: stringOf(fieldOf(spec, "type")) ?? "ClusterIP",
    selector: selector.size === 0 ? undefined : selector,
    clusterIPs: clusterIPs.length > 0 || clusterIP === undefined ? clusterIPs : [clusterIP],
    externalIPs: listOf(fieldOf(spec, "externalIPs")).flatMap((item) => stringOf(item) ?? []),
    loadBalancerSourceRanges: listOf(fieldOf(spec, "loadBalancerSourceRanges")).flatMap((item) => stringOf(item) ?? []),
    ports: listOf(fieldOf(spec, "ports")).flatMap(readServicePort),
  };
}

function readServicePort(value: JsonValue, index: number): ServicePort[] {
  const port = numberOf(fieldOf(value, "port"));
  const protocol = readProtocol(fieldOf(value, "protocol"));
  if (port === undefined || protocol === undefined) return [];
  const target = fieldOf(value, "targetPort");
  const targetPort = numberOf(target) ?? stringOf(target) ?? port;
  const name = stringOf(fieldOf(value, "name"));
  const nodePort = numberOf(fieldOf(value, "nodePort"));
  if (!isPortNumber(port) || (typeof targetPort === "number" && !isPortNumber(targetPort))) return [];
  return [{ path: ["spec", "ports", index], name, protocol, port, nodePort, targetPort }];
}

/** Fields of a Service that are numbers and no port numbers. The API server refuses the object. */
export function badServicePorts(value: JsonValue): readonly Path[] {
  const base: Path = ["spec", "ports"];
  return listOf(valueAt(value, base)).flatMap((item, index) =>
    ["port", "targetPort"].flatMap((field) => {
      const number = numberOf(fieldOf(item, field));
      return number === undefined || isPortNumber(number) ? [] : [[...base, index, field]];
    }),
  );
}

function isPortNumber(number: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= 65535;
}

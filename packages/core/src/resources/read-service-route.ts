import { fieldOf, formatPath, type JsonValue, type Path, valueAt } from "../source/json-value.js";
import { listOf, numberOf, stringOf } from "./read-meta.js";
import type { ObjectMeta } from "./resource.js";
import type { GatewayName, RouteBackend, RouteController, RoutePort, ServiceRoute } from "./service-route.js";

/** A backend, or a clause about what is none that pods of the cluster are behind. */
type ReadBackend = RouteBackend | string;

/** networking.k8s.io/v1 Ingress: `defaultBackend` and the backends of its rules. */
export function readIngress(value: JsonValue, meta: ObjectMeta): ServiceRoute {
  const spec = fieldOf(value, "spec");
  const name = stringOf(fieldOf(spec, "ingressClassName")) ?? meta.annotations.get("kubernetes.io/ingress.class");
  const ruled = listOf(fieldOf(spec, "rules")).flatMap((rule, index) =>
    listOf(valueAt(rule, ["http", "paths"])).flatMap((entry, at) =>
      ingressBackend(fieldOf(entry, "backend"), ["spec", "rules", index, "http", "paths", at, "backend"], meta),
    ),
  );
  const fallback = ingressBackend(fieldOf(spec, "defaultBackend"), ["spec", "defaultBackend"], meta);
  return routeOf(meta, { type: "ingress-class", name }, [...fallback, ...ruled]);
}

function ingressBackend(value: JsonValue | undefined, path: Path, { namespace }: ObjectMeta): ReadBackend[] {
  const service = fieldOf(value, "service");
  const name = stringOf(fieldOf(service, "name"));
  const resource = fieldOf(value, "resource");
  if (name === undefined) return resource === undefined ? [] : [noService(resource, [...path, "resource"])];
  const port = fieldOf(service, "port");
  return [{ path: [...path, "service"], namespace, name, port: portBy(fieldOf(port, "number"), fieldOf(port, "name")) }];
}

function noService(value: JsonValue, path: Path): string {
  const [kind, name] = [stringOf(fieldOf(value, "kind")) ?? "object", stringOf(fieldOf(value, "name")) ?? ""];
  return `\`${formatPath(path)}\` names ${kind} \`${name}\`, which is no Service`;
}

function portBy(number: JsonValue | undefined, name: JsonValue | undefined): RoutePort | undefined {
  const [asNumber, asName] = [numberOf(number), stringOf(name)];
  if (asNumber !== undefined) return { type: "number", number: asNumber };
  return asName === undefined ? undefined : { type: "name", name: asName };
}

/** gateway.networking.k8s.io HTTPRoute, GRPCRoute, TCPRoute, TLSRoute and UDPRoute. */
export function readGatewayRoute(value: JsonValue, meta: ObjectMeta): ServiceRoute {
  const spec = fieldOf(value, "spec");
  const parents = listOf(fieldOf(spec, "parentRefs"));
  const names = parents.flatMap((parent) => gatewayName(parent, meta));
  const controller = { type: "gateways", names } as const;
  // In a mesh the clients' own proxies send; nothing comes from the edge.
  const isForMesh = parents.length > 0 && parents.every((parent) => stringOf(fieldOf(parent, "kind")) === "Service");
  if (isForMesh) return routeOf(meta, controller, ["its parents are Services, and who their clients are is not known"]);
  const backends = listOf(fieldOf(spec, "rules")).flatMap((rule, index) => backendsOfRule(rule, ["spec", "rules", index], meta));
  return routeOf(meta, controller, backends);
}

function backendsOfRule(rule: JsonValue, path: Path, meta: ObjectMeta): ReadBackend[] {
  const references = listOf(fieldOf(rule, "backendRefs")).flatMap((reference, at) => {
    const here = [...path, "backendRefs", at];
    return [...backendReference(reference, here, meta), ...mirrorsOf(reference, here, meta)];
  });
  return [...references, ...mirrorsOf(rule, path, meta)];
}

/** Filters of type RequestMirror send a copy of each request to a backend of their own. */
function mirrorsOf(value: JsonValue, path: Path, meta: ObjectMeta): ReadBackend[] {
  return listOf(fieldOf(value, "filters")).flatMap((filter, index) => {
    const reference = valueAt(filter, ["requestMirror", "backendRef"]);
    return reference === undefined ? [] : backendReference(reference, [...path, "filters", index, "requestMirror", "backendRef"], meta);
  });
}

function gatewayName(parent: JsonValue, meta: ObjectMeta): GatewayName[] {
  const name = stringOf(fieldOf(parent, "name"));
  const kind = stringOf(fieldOf(parent, "kind")) ?? "Gateway";
  if (name === undefined || kind !== "Gateway") return [];
  return [{ namespace: stringOf(fieldOf(parent, "namespace")) ?? meta.namespace, name }];
}

/** Other kinds than Services (of the core group) are the business of whoever defines them. */
function backendReference(value: JsonValue, path: Path, meta: ObjectMeta): ReadBackend[] {
  const name = stringOf(fieldOf(value, "name"));
  const kind = stringOf(fieldOf(value, "kind")) ?? "Service";
  if (name === undefined) return [];
  if (kind !== "Service" || (stringOf(fieldOf(value, "group")) ?? "") !== "") return [noService(value, path)];
  const namespace = stringOf(fieldOf(value, "namespace")) ?? meta.namespace;
  return [{ path, namespace, name, port: portBy(fieldOf(value, "port"), undefined) }];
}

/** route.openshift.io Route. */
export function readOpenShiftRoute(value: JsonValue, meta: ObjectMeta): ServiceRoute {
  const spec = fieldOf(value, "spec");
  const target = valueAt(spec, ["port", "targetPort"]);
  const text = numberOf(target) ?? stringOf(target);
  const port: RoutePort | undefined = text === undefined ? undefined : { type: "target", target: text };
  const alternates = listOf(fieldOf(spec, "alternateBackends")).flatMap((one, index) =>
    routeTarget(one, ["spec", "alternateBackends", index], meta, port),
  );
  return routeOf(meta, { type: "openshift-router" }, [
    ...routeTarget(fieldOf(spec, "to"), ["spec", "to"], meta, port),
    ...alternates,
  ]);
}

function routeTarget(
  value: JsonValue | undefined,
  path: Path,
  { namespace }: ObjectMeta,
  port: RoutePort | undefined,
): RouteBackend[] {
  const name = stringOf(fieldOf(value, "name"));
  return name === undefined ? [] : [{ path, namespace, name, port }];
}

function routeOf(meta: ObjectMeta, controller: RouteController, read: readonly ReadBackend[]): ServiceRoute {
  const backends = read.filter((one) => typeof one !== "string");
  const unfollowed = read.filter((one) => typeof one === "string");
  return { type: "ServiceRoute", meta, controller, backends, unfollowed };
}

import { fieldOf, type JsonValue, type Path, valueAt } from "../source/json-value.js";
import { listOf, numberOf, stringOf } from "./read-meta.js";
import type { ObjectMeta } from "./resource.js";
import type { GatewayName, RouteBackend, RouteController, RoutePort, ServiceRoute } from "./service-route.js";

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

function ingressBackend(value: JsonValue | undefined, path: Path, { namespace }: ObjectMeta): RouteBackend[] {
  const service = fieldOf(value, "service");
  const name = stringOf(fieldOf(service, "name"));
  if (name === undefined) return [];
  const port = fieldOf(service, "port");
  return [{ path: [...path, "service"], namespace, name, port: portBy(fieldOf(port, "number"), fieldOf(port, "name")) }];
}

function portBy(number: JsonValue | undefined, name: JsonValue | undefined): RoutePort | undefined {
  const [asNumber, asName] = [numberOf(number), stringOf(name)];
  if (asNumber !== undefined) return { type: "number", number: asNumber };
  return asName === undefined ? undefined : { type: "name", name: asName };
}

/** gateway.networking.k8s.io HTTPRoute, GRPCRoute, TCPRoute, TLSRoute and UDPRoute. */
export function readGatewayRoute(value: JsonValue, meta: ObjectMeta): ServiceRoute {
  const spec = fieldOf(value, "spec");
  const backends = listOf(fieldOf(spec, "rules")).flatMap((rule, index) =>
    listOf(fieldOf(rule, "backendRefs")).flatMap((reference, at) =>
      backendReference(reference, ["spec", "rules", index, "backendRefs", at], meta),
    ),
  );
  const names = listOf(fieldOf(spec, "parentRefs")).flatMap((parent) => gatewayName(parent, meta));
  return routeOf(meta, { type: "gateways", names }, backends);
}

function gatewayName(parent: JsonValue, meta: ObjectMeta): GatewayName[] {
  const name = stringOf(fieldOf(parent, "name"));
  const kind = stringOf(fieldOf(parent, "kind")) ?? "Gateway";
  if (name === undefined || kind !== "Gateway") return [];
  return [{ namespace: stringOf(fieldOf(parent, "namespace")) ?? meta.namespace, name }];
}

/** Other kinds than Services (of the core group) are the business of whoever defines them. */
function backendReference(value: JsonValue, path: Path, meta: ObjectMeta): RouteBackend[] {
  const name = stringOf(fieldOf(value, "name"));
  const kind = stringOf(fieldOf(value, "kind")) ?? "Service";
  if (name === undefined || kind !== "Service" || (stringOf(fieldOf(value, "group")) ?? "") !== "") return [];
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

function routeOf(meta: ObjectMeta, controller: RouteController, backends: readonly RouteBackend[]): ServiceRoute {
  return { type: "ServiceRoute", meta, controller, backends };
}

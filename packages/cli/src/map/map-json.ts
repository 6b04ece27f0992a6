import { type ConnectionPorts, type InputProblem, isEmptyConnection, isEmptyPortSet, type MapEndpoint, protocols } from "@netpolint/core";
import type { MapLink, MapView } from "./map-view.js";

/** The map for programs, of schema version 1. Fields are only ever added to it. */
export function mapJson(view: MapView, problems: readonly InputProblem[]): string {
  const document = {
    schemaVersion: 1,
    by: view.by,
    endpoints: view.endpoints.map(endpointJson),
    connections: view.links.map((link) => connectionJson(view, link)),
    ...(problems.length > 0 ? { inputProblems: problems } : {}),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function endpointJson({ name, type, namespace, cidrs, isolated }: MapEndpoint): object {
  return cidrs === null ? { name, type, namespace, isolated } : { name, type, cidrs };
}

function connectionJson({ endpoints, isDenied }: MapView, link: MapLink): object {
  const { from, to, allowed, undecided, partly, denied } = link;
  return {
    from: endpoints[from]?.name,
    to: endpoints[to]?.name,
    allowed: portsJson(allowed),
    undefined: portsJson(undecided),
    ...(isEmptyConnection(partly) ? {} : { partly: portsJson(partly) }),
    ...(isDenied ? { denied: portsJson(denied) } : {}),
  };
}

function portsJson(ports: ConnectionPorts): readonly object[] {
  return protocols
    .filter((protocol) => !isEmptyPortSet(ports[protocol]))
    .map((protocol) => ({ protocol, ports: ports[protocol].intervals }));
}

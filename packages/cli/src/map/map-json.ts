import {
  type ConnectionPorts,
  type InputProblem,
  isEmptyConnection,
  isEmptyPortSet,
  type MapEndpoint,
  protocols,
} from "@netpolint/core";
import { jsonText } from "../reporters/json-text.js";
import type { MapLink, MapView } from "./map-view.js";

/** The map for programs, of schema version 1. Fields are only ever added to it. */
export function* mapJson(view: MapView, problems: readonly InputProblem[]): Iterable<string> {
  const { by, families } = view;
  yield `{\n  "schemaVersion": 1,\n  "by": ${jsonText(by)},\n  "families": ${jsonText(families)},\n`;
  yield* listJson("endpoints", view.endpoints.map(endpointJson));
  yield ",\n";
  yield* listJson("connections", view.links, (link) => connectionJson(view, link));
  if (problems.length > 0) {
    yield ",\n";
    yield* listJson("inputProblems", problems);
  }
  yield "\n}\n";
}

/** One line an item: a map can be longer than the longest string. */
function* listJson<T>(
  name: string,
  items: readonly T[],
  jsonOf: (item: T) => unknown = (item) => item,
): Iterable<string> {
  yield `  ${jsonText(name)}: [`;
  for (const [index, item] of items.entries()) yield `${index === 0 ? "" : ","}\n    ${jsonText(jsonOf(item))}`;
  yield items.length === 0 ? "]" : "\n  ]";
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

import { type Cluster, findService } from "../cluster/cluster.js";
import { objectName } from "../resources/resource.js";
import type { Service, ServicePort } from "../resources/service.js";
import { isEmptyPortSet, intersectPortSets, portRange } from "../sets/port-set.js";
import type { CompiledPolicies } from "./compile.js";
import { evaluateFlow } from "./evaluate-flow.js";
import type { FlowAnswer } from "./flow-answer.js";
import type { Endpoint, FlowQuestion } from "./flow.js";
import type { AskedPort, NotUnderstood } from "./parse-endpoint.js";
import { type Backend, behindPort } from "./service-backends.js";
import { combineAsked, type CombinedVerdict } from "./verdict.js";

/** One way through a Service: a port of it, the pods and the port that it leads to, and what policies say. */
export interface ServicePath {
  readonly backend: Backend;
  readonly question: FlowQuestion;
  readonly answer: FlowAnswer;
}

/** The answer about a Service as destination. */
export interface ServiceAnswer {
  readonly service: Service;
  /** `undefined` where a port leads to pods that are not known; over all paths otherwise. */
  readonly verdict: CombinedVerdict;
  readonly paths: readonly ServicePath[];
  /** Clauses that say which ports could not be followed, and why. */
  readonly unknown: readonly string[];
}

/** Reads `namespace/Service/name`; undefined where the text names no Service. */
export function parseService(cluster: Cluster, text: string): Service | NotUnderstood | undefined {
  const [namespace = "", kind, name = "", ...rest] = text.split("/");
  if (kind !== "Service" || rest.length > 0) return undefined;
  return findService(cluster, namespace, name) ?? { problem: `The input has no Service \`${namespace}/${name}\`.` };
}

/** `namespace/Service/name`, as output writes it. */
export function serviceName({ meta }: Service): string {
  return `${meta.namespace}/Service/${meta.name}`;
}

/**
 * Whether `from` can connect to a Service on its ports. Policies see the pods behind it and their own ports (destination
 * addresses are translated before policies apply), so each path is a question about those.
 */
export function askService(
  policies: CompiledPolicies,
  from: Endpoint,
  service: Service,
  asked: AskedPort,
): ServiceAnswer | NotUnderstood {
  const ports = askedServicePorts(service, asked);
  if (ports.length === 0) return { problem: noSuchPort(service, asked) };
  const found = ports.map((port) => ({ port, backends: behindPort(policies.cluster, service, port) }));
  const paths = found.flatMap(({ backends }) =>
    "backends" in backends ? backends.backends.map((backend) => pathTo(policies, from, backend)) : [],
  );
  const unknown = found.flatMap(({ backends }) => ("unknown" in backends ? [backends.unknown] : []));
  const verdict = unknown.length > 0 ? "undefined" : combineAsked(paths.map(({ answer }) => answer.verdict));
  return { service, verdict, paths, unknown };
}

/** A number is a port of the Service, a name that of one of its ports. */
export function askedServicePorts({ ports }: Service, { ports: asked, protocols: wanted }: AskedPort): readonly ServicePort[] {
  return ports
    .filter(({ protocol }) => wanted.includes(protocol))
    .filter(({ name, port }) =>
      asked.type === "name" ? name === asked.name : !isEmptyPortSet(intersectPortSets(asked.ports, portRange(port, port))),
    );
}

function noSuchPort({ meta, ports }: Service, { ports: asked }: AskedPort): string {
  if (ports.length === 0) return `Service \`${objectName(meta)}\` has no ports.`;
  const list = ports.map(({ port, protocol, name }) => `${port}/${protocol}${name === undefined ? "" : ` (${name})`}`);
  const behind = ports.find(({ targetPort }) =>
    asked.type === "name"
      ? targetPort === asked.name
      : typeof targetPort === "number" && !isEmptyPortSet(intersectPortSets(asked.ports, portRange(targetPort, targetPort))),
  );
  const hint = behind ? `; its port ${behind.port} leads to the pods' port ${behind.targetPort}` : "";
  return `Service \`${objectName(meta)}\` has no such port; it has ${list.join(", ")}${hint}.`;
}

function pathTo(policies: CompiledPolicies, from: Endpoint, backend: Backend): ServicePath {
  const { endpoint, port, protocol } = backend;
  const ports = { type: "numbers", ports: portRange(port, port) } as const;
  const question: FlowQuestion = { from, to: endpoint, protocols: [protocol], ports };
  return { backend, question, answer: evaluateFlow(policies, question) };
}

import {
  behindPort,
  type Endpoint,
  ipSetToCidrs,
  type Protocol,
  type Service,
  type ServicePort,
} from "@netpolint/core";
import type { AddressFacts, WantedFlow } from "../wanted-flow.js";
import type { AttributedEnd, UnattributedReason } from "./attribute-end.js";
import type { TalliedFlow } from "./flow-tally.js";
import { type Inventory, isOfApiServer } from "./inventory.js";
import { policyProtocol } from "../record-fields.js";
import type { RecordFormat } from "./record-format.js";
import { formatTime } from "./utc-time.js";

/** What became of a tallied flow. */
export type MadeFlow =
  | { readonly type: "wanted"; readonly flow: WantedFlow }
  | { readonly type: "unattributed"; readonly reason: UnattributedReason; readonly detail?: string };

/** The flows between the endpoints of the cluster that a tallied flow stands for. */
export function wantedFlows(
  inventory: Inventory,
  formats: readonly RecordFormat[],
  tallied: TalliedFlow,
): readonly MadeFlow[] {
  const { port } = tallied;
  const protocol = policyProtocol(tallied.protocol);
  if (protocol === undefined || port === undefined) return [{ type: "unattributed", reason: "protocol" }];
  const because = [clauseOf(tallied, formats)];
  const reached = destinations(inventory, tallied, protocol, port);
  if ("type" in reached) return [reached];
  const facts = factsOf(tallied);
  return reached.flatMap((to) =>
    endpointsOf(tallied, tallied.from).map((source): MadeFlow => {
      const why = to.through === undefined ? because : [`${because.join("")} through ${to.through}`];
      const flow = { from: source, to: to.endpoint, protocol, port: to.port, because: why };
      return { type: "wanted", flow: facts.length === 0 ? flow : { ...flow, facts } };
    }),
  );
}

/** "12 Hubble flows between 2026-03-01T10:00:00Z and 2026-03-01T11:00:00Z" */
function clauseOf({ times, first, last, format, addresses }: TalliedFlow, formats: readonly RecordFormat[]): string {
  const [one, many] = formats[format]?.noun ?? ["record", "records"];
  const counted = times === 1 ? `1 ${one}` : `${times} ${many}`;
  const widened =
    addresses?.isWidened() === true ? ", with so many addresses that the networks around them were taken" : "";
  if (first === undefined || last === undefined) return `${counted}${widened}`;
  const [from, to] = [formatTime(first), formatTime(last)];
  return from === to ? `${counted} at ${from}${widened}` : `${counted} between ${from} and ${to}${widened}`;
}

function endpointsOf({ addresses, names }: TalliedFlow, end: AttributedEnd): readonly Endpoint[] {
  switch (end.type) {
    case "endpoints":
      return end.endpoints;
    case "node":
      return [{ type: "node" }];
    case "address": {
      const sets = addresses?.sets() ?? [];
      const cidrs = sets.flatMap(ipSetToCidrs);
      const name =
        names.size === 1
          ? [...names].join("")
          : cidrs.length === 1
            ? cidrs.join("")
            : `${cidrs.length} ranges outside the cluster`;
      return [{ type: "addresses", sets, name }];
    }
    case "service":
    case "unattributed":
      return [];
  }
}

interface Reached {
  readonly endpoint: Endpoint;
  readonly port: number | null;
  /** The Service, where the record has its port and not that of the pods. */
  readonly through: string | undefined;
}

function destinations(
  inventory: Inventory,
  tallied: TalliedFlow,
  protocol: Protocol,
  port: number | null,
): readonly Reached[] | MadeFlow {
  const { to } = tallied;
  if (to.type === "service") return behind(inventory, to.service, protocol, port);
  const plain = endpointsOf(tallied, to).map((endpoint): Reached => ({ endpoint, port, through: undefined }));
  if (to.type !== "endpoints" || port === null) return plain;
  const isPodPort = to.endpoints.some(
    (end) => end.type === "workload" && inventory.listens(end.workload, protocol, port),
  );
  const service = to.perhaps.find(({ ports }) => ports.some((one) => isPort(one, protocol, port)));
  if (isPodPort || !service) return plain;
  const through = behind(inventory, service, protocol, port);
  return "type" in through ? plain : through;
}

function isPort(one: ServicePort, protocol: Protocol, port: number | null): boolean {
  return one.protocol === protocol && (port === null || one.port === port);
}

/** A policy sees the pods behind a Service and the port that they listen on. */
function behind(
  { cluster }: Inventory,
  service: Service,
  protocol: Protocol,
  port: number | null,
): readonly Reached[] | MadeFlow {
  const name = `${service.meta.namespace}/${service.meta.name}`;
  const unknown = (detail: string): MadeFlow => ({ type: "unattributed", reason: "unknown-service", detail });
  const ports = service.ports.filter((one) => isPort(one, protocol, port));
  // Every port was asked for, and those that there are belong to other protocols.
  if (ports.length === 0 && port === null && service.ports.length > 0) return [];
  if (ports.length === 0) return unknown(`Service \`${name}\` has no ${protocol} port ${port ?? ""}`.trimEnd());
  if (isOfApiServer(service)) return behindApiServer(ports);
  if (!service.selector || service.selector.size === 0) return unknown(`Service \`${name}\` has no selector`);
  const found = ports.map((one) => behindPort(cluster, service, one));
  const reached = found.flatMap((one) => ("backends" in one ? one.backends : []));
  const lost = found.find((one) => "unknown" in one);
  if (reached.length === 0)
    return unknown(lost && "unknown" in lost ? lost.unknown : `Service \`${name}\` selects no pods`);
  return reached.map((backend) => ({ endpoint: backend.endpoint, port: backend.port, through: `Service \`${name}\`` }));
}

function behindApiServer(ports: readonly ServicePort[]): readonly Reached[] {
  const through = "Service `default/kubernetes`";
  return ports.map(({ targetPort, port }) => {
    return { endpoint: { type: "apiserver" }, port: typeof targetPort === "number" ? targetPort : port, through };
  });
}

/** What is known of addresses by name, for people who read the rules. */
function factsOf({ addresses, names }: TalliedFlow): readonly AddressFacts[] {
  if (!addresses || names.size === 0) return [];
  const listed = [...names].sort();
  return addresses
    .sets()
    .flatMap(ipSetToCidrs)
    .map((cidr) => ({ cidr, names: listed }));
}

import {
  type Endpoint,
  type IpFamily,
  ipSetOf,
  type IpSet,
  objectName,
  parseCidr,
  type PolicyDirection,
  type Protocol,
  unionIpSets,
  type Workload,
  workloadEndpoint,
  behindPort,
} from "@netpolint/core";
import type { WantedFlow } from "../wanted-flow.js";
import { cidrOf } from "./access-policies.js";
import { hasLabels } from "./blocked-by-otterize.js";
import { type Declared } from "./effective-policies.js";
import { identityText } from "./identity.js";
import { type OperatorOutput } from "./operator-policies.js";
import type { OperatorPolicy } from "./operator-policy.js";
import type { Intent } from "./read-intents.js";

/** The flows that intents declare, and what they name that is not there. */
export interface IntendedFlows {
  readonly flows: readonly WantedFlow[];
  /** Sentences. */
  readonly remarks: readonly string[];
}

export const intentProtocols: readonly Protocol[] = ["TCP", "UDP", "SCTP"];

/** Every declared call, from the pods of the client to those of the target. Calls name no ports: all are meant. */
export function intendedFlows({ declared }: Pick<OperatorOutput, "declared">): IntendedFlows {
  const made = declared.intents.map((intent) => flowsOf(declared, intent));
  return { flows: made.flatMap(({ flows }) => flows), remarks: [...new Set(made.flatMap(({ remarks }) => remarks))] };
}

function flowsOf(declared: Declared, intent: Intent): IntendedFlows {
  const { pods } = declared;
  const clients = pods.workloadsOf(intent.client);
  const where = `${intent.of.kind} \`${objectName(intent.of)}\``;
  if (clients.length === 0) return nothing(`${where}: the input has no workload \`${identityText(intent.client)}\`.`);
  const reached = reachedBy(declared, intent, where);
  if ("problem" in reached) return nothing(`${where}: ${reached.problem}.`);
  const because = [`declared by ${where}`];
  const flows = clients.flatMap((client) =>
    reached.ends.map(({ to, protocol, port }): WantedFlow => {
      return { from: workloadEndpoint(client), to, protocol, port, because };
    }),
  );
  return { flows, remarks: [] };
}

function nothing(remark: string): IntendedFlows {
  return { flows: [], remarks: [remark] };
}

interface ReachedEnd {
  readonly to: Endpoint;
  readonly protocol: Protocol;
  readonly port: number | null;
}

type ReachedEnds = { readonly ends: readonly ReachedEnd[] } | { readonly problem: string };

function reachedBy({ pods }: Declared, { target }: Intent, where: string): ReachedEnds {
  switch (target.type) {
    case "pods": {
      const servers = pods.workloadsOf(target.identity);
      if (servers.length === 0) return { problem: `the input has no workload \`${identityText(target.identity)}\`` };
      return { ends: servers.flatMap((server) => everyPort(workloadEndpoint(server))) };
    }
    case "service":
      return behindService(pods, target.identity);
    case "apiserver":
      return { ends: apiServerPorts(pods).map((port) => ({ to: { type: "apiserver" }, protocol: "TCP", port })) };
    case "internet":
      return internet(target, where);
    case "other":
      return { problem: `no policy is made for a target of type \`${target.what}\`` };
  }
}

function everyPort(to: Endpoint): readonly ReachedEnd[] {
  return intentProtocols.map((protocol) => ({ to, protocol, port: null }));
}

function behindService(pods: Declared["pods"], identity: Declared["effective"][number]["identity"]): ReachedEnds {
  const service = pods.serviceOf(identity);
  if (!service) return { problem: `the input has no Service \`${identity.namespace}/${identity.name}\`` };
  if (!service.selector) return { problem: `Service \`${identity.namespace}/${identity.name}\` has no selector` };
  const found = service.ports.map((port) => behindPort(pods.cluster, service, port));
  const ends = found.flatMap((one) => ("backends" in one ? one.backends : []));
  const lost = found.find((one) => "unknown" in one);
  if (ends.length === 0 && lost && "unknown" in lost) return { problem: lost.unknown };
  return { ends: ends.map(({ endpoint, protocol, port }) => ({ to: endpoint, protocol, port })) };
}

function apiServerPorts({ cluster }: Declared["pods"]): readonly (number | null)[] {
  const ports = cluster.services.get("default/kubernetes")?.ports ?? [];
  const numbers = ports.flatMap(({ targetPort }) => (typeof targetPort === "number" ? [targetPort] : []));
  return numbers.length === 0 ? [null] : numbers;
}

/** Domains without addresses in the status are known by name only. */
function internet(target: Extract<Intent["target"], { type: "internet" }>, where: string): ReachedEnds {
  const blocks = target.addresses.flatMap((text) => parseCidr(cidrOf(text) ?? "") ?? []);
  const sets = new Map<IpFamily, IpSet>();
  for (const block of blocks) {
    const known = sets.get(block.family);
    sets.set(block.family, known ? unionIpSets(known, ipSetOf(block)) : ipSetOf(block));
  }
  const name = target.domains.join(", ") || `addresses of ${where}`;
  const to: Endpoint =
    sets.size > 0 ? { type: "addresses", sets: [...sets.values()], name } : { type: "outside", name };
  if (target.ports.length === 0) return { ends: everyPort(to) };
  return { ends: target.ports.map((port) => ({ to, protocol: "TCP", port })) };
}

/** What others than declared clients open: from outside, of webhooks, of collectors of metrics. */
export function letInFlows(output: OperatorOutput): readonly WantedFlow[] {
  const { pods } = output.declared;
  return output.policies.flatMap((policy) => {
    const { lets } = policy;
    if (!lets) return [];
    const sources = lets.clients.flatMap((client) => pods.workloadsOf(client).map(workloadEndpoint));
    const from = lets.clients.length === 0 ? [everywhere] : sources;
    const to = pods.cluster.workloads.filter((workload) => isSelected(output, policy, workload));
    return from.flatMap((source) =>
      to.flatMap((workload) =>
        lets.ports.map(({ protocol, port }): WantedFlow => {
          return { from: source, to: workloadEndpoint(workload), protocol, port, because: [lets.why] };
        }),
      ),
    );
  });
}

function isSelected({ podLabels }: OperatorOutput, policy: OperatorPolicy, workload: Workload): boolean {
  return workload.namespace === policy.namespace && hasLabels(workload, podLabels, policy.podLabels);
}

/** The workloads that the operator isolates, and in which directions. */
export function isolatedWorkloads(output: OperatorOutput): ReadonlyMap<Workload, readonly PolicyDirection[]> {
  const found = new Map<Workload, readonly PolicyDirection[]>();
  for (const policy of output.policies) {
    for (const workload of output.declared.pods.cluster.workloads) {
      if (!isSelected(output, policy, workload)) continue;
      const directions = new Set([...(found.get(workload) ?? []), ...policy.directions]);
      found.set(
        workload,
        (["ingress", "egress"] as const).filter((direction) => directions.has(direction)),
      );
    }
  }
  return found;
}

const everywhere: Endpoint = {
  type: "addresses",
  sets: [
    { family: 4, intervals: [[0n, 2n ** 32n - 1n]] },
    { family: 6, intervals: [[0n, 2n ** 128n - 1n]] },
  ],
  name: "@external",
};

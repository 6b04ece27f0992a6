import {
  type AssumeContext,
  type AssumedPolicy,
  type Cluster,
  type FlowPack,
  isOfGroupKind,
  objectName,
  type RequiredFlow,
  type RequiredRows,
  type UncheckedRow,
} from "@netpolint/core";
import type { WantedFlow } from "../wanted-flow.js";
import { endpointPorts } from "./blocked-by-otterize.js";
import { intendedFlows, letInFlows } from "./intended-flows.js";
import { operatorManifest } from "./operator-policy.js";
import { operatorOutput, type OperatorOutput } from "./operator-policies.js";
import { namesCallers } from "./otterize-pods.js";
import { otterizeParameters, readOtterizeSettings } from "./otterize-settings.js";
import { otterizeGroup, otterizeKinds } from "./read-intents.js";

const link = "https://docs.otterize.com/features/network-mapping-network-policies/";

/**
 * Otterize's ClientIntents. Its operator's labels and policies are assumed, and what the intents declare has to work
 * with all policies that there are.
 */
export const otterizePack: FlowPack = {
  id: "otterize",
  title: "Otterize intents",
  link,
  parameters: otterizeParameters,
  kinds: otterizeKinds,
  occurs: (cluster) => hasIntents(cluster),
  assumeLabels: (context) => {
    const { podLabels, namespaceLabels } = outputOf(context);
    const because = "Otterize's operator writes them (`intents.otterize.com/...`) for its policies";
    return { pods: podLabels, namespaces: namespaceLabels, because };
  },
  assumePolicies: (context) => outputOf(context).policies.map(assumedPolicy),
  operatorPolicies: (context) => outputOf(context).policies.map(operatorManifest),
  require: (context) => requiredRows(outputOf(context)),
};

function hasIntents(cluster: Cluster): boolean {
  const isOurs = cluster.customResources.some(
    (one) =>
      isOfGroupKind(one, otterizeGroup, "ClientIntents") || isOfGroupKind(one, otterizeGroup, "ProtectedService"),
  );
  return isOurs || namesCallers(cluster);
}

/** What the operator makes of a cluster, by the parameters of the pack. */
export function outputOf({ cluster, parameters }: AssumeContext): OperatorOutput {
  return operatorOutput(cluster, readOtterizeSettings(parameters));
}

function assumedPolicy(policy: OperatorOutput["policies"][number]): AssumedPolicy {
  const { because, remedy, of, path } = policy;
  return { manifest: operatorManifest(policy), because, remedy, of, path };
}

/** Intents name no ports; those that are known to be listened on have to work. */
function requiredRows(output: OperatorOutput): RequiredRows {
  const { flows, remarks } = intendedFlows(output);
  const external = letInFlows(output);
  const rows = [...flows, ...external].map((flow) => rowsOf(output, flow));
  return {
    flows: rows.flatMap((row) => row.flows),
    unchecked: [
      ...distinctRows(rows.flatMap((row) => row.unchecked)),
      ...remarks.map((reason) => unchecked("intents", reason.replace(/\.$/, ""))),
      ...output.declared.unread.map(({ of, problem }) => unchecked(objectName(of), problem)),
    ],
  };
}

function unchecked(id: string, reason: string): UncheckedRow {
  return { pack: "otterize", id, reason };
}

function distinctRows(rows: readonly UncheckedRow[]): readonly UncheckedRow[] {
  return [...new Map(rows.map((row) => [`${row.id} ${row.reason}`, row])).values()];
}

function rowsOf(
  output: OperatorOutput,
  flow: WantedFlow,
): { flows: readonly RequiredFlow[]; unchecked: readonly UncheckedRow[] } {
  const { from, to, protocol, because } = flow;
  const ports = flow.port === null ? listeningPorts(output, flow) : [flow.port];
  const id = from.type === "workload" ? `${from.workload.namespace}/${from.workload.name}` : "external traffic";
  if (ports.length === 0) {
    // One protocol of several without a port says nothing.
    if (protocol !== "TCP" || to.type !== "workload" || listensAtAll(output, flow)) return { flows: [], unchecked: [] };
    const { namespace, name } = to.workload;
    return { flows: [], unchecked: [unchecked(id, `on which port ${namespace}/${name} listens is not known`)] };
  }
  const why = because.join("; ");
  const flows = ports.map((port): RequiredFlow => {
    return { pack: "otterize", ids: [id], level: "must", from, to, protocol, port, why, link, assumed: [] };
  });
  return { flows, unchecked: [] };
}

function listensAtAll(output: OperatorOutput, flow: WantedFlow): boolean {
  return (["UDP", "SCTP"] as const).some((protocol) => listeningPorts(output, { ...flow, protocol }).length > 0);
}

/** Ports that Services lead to, and those that containers name. */
function listeningPorts({ declared: { pods } }: OperatorOutput, { to, protocol }: WantedFlow): readonly number[] {
  if (to.type !== "workload") return [];
  const { workload } = to;
  const named = workload.pods.flatMap((pod) => pod.namedPorts ?? []);
  const services = [...pods.cluster.services.values()].filter(({ meta, selector }) => {
    if (meta.namespace !== workload.namespace || !selector || selector.size === 0) return false;
    return workload.pods.some(({ labels }) => [...selector].every(([key, value]) => labels.entries.get(key) === value));
  });
  const led = services.flatMap((service) => endpointPorts([workload], service));
  const numbers = [
    ...led.filter((one) => one.protocol === protocol).map(({ port }) => port),
    ...named.filter((one) => one.protocol === protocol).map(({ number }) => number),
  ];
  return [...new Set(numbers)].sort((a, b) => a - b);
}

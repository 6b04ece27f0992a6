import type { CustomKind } from "@netpolint/core";
import { argoCd } from "./argo-cd.js";
import { awsLoadBalancerController } from "./aws-load-balancer-controller.js";
import { certManager } from "./cert-manager.js";
import { externalSecrets } from "./external-secrets.js";
import { flux } from "./flux.js";
import { gatekeeper } from "./gatekeeper.js";
import { ibmEventEndpointManagement } from "./ibm-event-endpoint-management.js";
import { ibmEventProcessing } from "./ibm-event-processing.js";
import { ibmEventStreams } from "./ibm-event-streams.js";
import { ibmFlink } from "./ibm-flink.js";
import { ingressNginx } from "./ingress-nginx.js";
import { istio } from "./istio.js";
import { keda } from "./keda.js";
import { kyverno } from "./kyverno.js";
import type { LaterPack } from "./later-pack.js";
import { linkerd } from "./linkerd.js";
import { netobserv } from "./netobserv.js";
import { prometheusOperator } from "./prometheus-operator.js";
import { vault } from "./vault.js";

const subscription = kind("operators.coreos.com", "Subscription");
const eventProcessing = kind("events.ibm.com", "EventProcessing");

/** Every pack of one piece of software, in the order of ids. */
export const laterPacks: readonly LaterPack[] = [
  { id: "argo-cd", pack: () => argoCd },
  {
    id: "aws-load-balancer-controller",
    kinds: [kind("elbv2.k8s.aws", "TargetGroupBinding")],
    pack: () => awsLoadBalancerController,
  },
  {
    id: "cert-manager",
    kinds: [kind("cert-manager.io", "Issuer"), clusterKind("cert-manager.io", "ClusterIssuer")],
    pack: () => certManager,
  },
  { id: "external-secrets", pack: () => externalSecrets },
  { id: "flux", pack: () => flux },
  { id: "gatekeeper", kinds: [clusterKind("externaldata.gatekeeper.sh", "Provider")], pack: () => gatekeeper },
  {
    id: "ibm-event-endpoint-management",
    kinds: [kind("events.ibm.com", "EventEndpointManagement"), kind("events.ibm.com", "EventGateway"), subscription],
    hasOperator: true,
    pack: () => ibmEventEndpointManagement,
  },
  { id: "ibm-event-processing", kinds: [eventProcessing, subscription], hasOperator: true, pack: () => ibmEventProcessing },
  {
    id: "ibm-event-streams",
    kinds: [kind("eventstreams.ibm.com", "EventStreams")],
    hasOperator: true,
    pack: () => ibmEventStreams,
  },
  { id: "ibm-flink", kinds: [kind("flink.apache.org", "FlinkDeployment"), subscription, eventProcessing], pack: () => ibmFlink },
  { id: "ingress-nginx", pack: () => ingressNginx },
  { id: "istio", pack: () => istio },
  { id: "keda", pack: () => keda },
  { id: "kyverno", pack: () => kyverno },
  { id: "linkerd", pack: () => linkerd },
  { id: "netobserv", kinds: [clusterKind("flows.netobserv.io", "FlowCollector")], hasOperator: true, pack: () => netobserv },
  {
    id: "prometheus-operator",
    kinds: [kind("monitoring.coreos.com", "Prometheus"), kind("monitoring.coreos.com", "Alertmanager")],
    pack: () => prometheusOperator,
  },
  { id: "vault", kinds: [kind("", "Service")], pack: () => vault },
];

function kind(group: string, name: string): CustomKind {
  return { group, kind: name, namespaced: true };
}

function clusterKind(group: string, name: string): CustomKind {
  return { group, kind: name, namespaced: false };
}

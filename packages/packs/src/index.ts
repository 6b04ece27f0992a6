import type { FlowPack } from "@netpolint/core";
import { argoCdDocument } from "./argo-cd.js";
import { awsLoadBalancerControllerDocument } from "./aws-load-balancer-controller.js";
import { certManagerDocument } from "./cert-manager.js";
import type { FlowPackDocument } from "./document/flow-pack-document.js";
import { externalSecretsDocument } from "./external-secrets.js";
import { fluxDocument } from "./flux.js";
import { gatekeeperDocument } from "./gatekeeper.js";
import {
  ibmEventEndpointManagement,
  ibmEventEndpointManagementDocument,
} from "./ibm-event-endpoint-management.js";
import { ibmEventProcessing, ibmEventProcessingDocument } from "./ibm-event-processing.js";
import { ibmEventStreams, ibmEventStreamsDocument } from "./ibm-event-streams.js";
import { ibmFlink, ibmFlinkDocument } from "./ibm-flink.js";
import { ingressNginxDocument } from "./ingress-nginx.js";
import { istioDocument } from "./istio.js";
import { kedaDocument } from "./keda.js";
import { kubernetes } from "./kubernetes.js";
import { kyvernoDocument } from "./kyverno.js";
import { laterPack } from "./later-pack.js";
import { laterPacks } from "./later-packs.js";
import { linkerdDocument } from "./linkerd.js";
import { netobserv } from "./netobserv.js";
import { netobservDocument } from "./netobserv/document.js";
import { prometheusOperatorDocument } from "./prometheus-operator.js";
import { vaultDocument } from "./vault.js";

export { type PackCode, packOf } from "./document/data-pack.js";
export type * from "./document/flow-pack-document.js";
export { packPage } from "./document/pack-page.js";
export { readFlowPack, type ReadFlowPack } from "./document/read-flow-pack.js";
export type { Scope, ValueReader } from "./document/scope.js";
export { ibmEventEndpointManagement, ibmEventProcessing, ibmEventStreams, ibmFlink, kubernetes, netobserv };

/** Every pack, in the order of ids. */
export const allPacks: readonly FlowPack[] = [...laterPacks.map(laterPack), kubernetes].sort((a, b) => (a.id < b.id ? -1 : 1));

/** The packs that are data, in the order of ids: what their pages are made from. */
export const packDocuments: readonly FlowPackDocument[] = [
  argoCdDocument,
  awsLoadBalancerControllerDocument,
  certManagerDocument,
  externalSecretsDocument,
  fluxDocument,
  gatekeeperDocument,
  ibmEventEndpointManagementDocument,
  ibmEventProcessingDocument,
  ibmEventStreamsDocument,
  ibmFlinkDocument,
  ingressNginxDocument,
  istioDocument,
  kedaDocument,
  kyvernoDocument,
  linkerdDocument,
  netobservDocument,
  prometheusOperatorDocument,
  vaultDocument,
];

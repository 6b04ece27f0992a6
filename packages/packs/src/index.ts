import type { FlowPack } from "@netpolint/core";
import { argoCd, argoCdDocument } from "./argo-cd.js";
import {
  awsLoadBalancerController,
  awsLoadBalancerControllerDocument,
} from "./aws-load-balancer-controller.js";
import { certManager, certManagerDocument } from "./cert-manager.js";
import type { FlowPackDocument } from "./document/flow-pack-document.js";
import { externalSecrets, externalSecretsDocument } from "./external-secrets.js";
import { flux, fluxDocument } from "./flux.js";
import { gatekeeper, gatekeeperDocument } from "./gatekeeper.js";
import {
  ibmEventEndpointManagement,
  ibmEventEndpointManagementDocument,
} from "./ibm-event-endpoint-management.js";
import { ibmEventProcessing, ibmEventProcessingDocument } from "./ibm-event-processing.js";
import { ibmEventStreams, ibmEventStreamsDocument } from "./ibm-event-streams.js";
import { ibmFlink, ibmFlinkDocument } from "./ibm-flink.js";
import { ingressNginx, ingressNginxDocument } from "./ingress-nginx.js";
import { istio, istioDocument } from "./istio.js";
import { keda, kedaDocument } from "./keda.js";
import { kubernetes } from "./kubernetes.js";
import { kyverno, kyvernoDocument } from "./kyverno.js";
import { linkerd, linkerdDocument } from "./linkerd.js";
import { netobserv } from "./netobserv.js";
import { netobservDocument } from "./netobserv/document.js";
import { prometheusOperator, prometheusOperatorDocument } from "./prometheus-operator.js";
import { vault, vaultDocument } from "./vault.js";

export { type PackCode, packOf } from "./document/data-pack.js";
export type * from "./document/flow-pack-document.js";
export { packPage } from "./document/pack-page.js";
export { readFlowPack, type ReadFlowPack } from "./document/read-flow-pack.js";
export type { Scope, ValueReader } from "./document/scope.js";
export { ibmEventEndpointManagement, ibmEventProcessing, ibmEventStreams, ibmFlink, kubernetes, netobserv };

/** Every pack, in the order of ids. */
export const allPacks: readonly FlowPack[] = [
  argoCd,
  awsLoadBalancerController,
  certManager,
  externalSecrets,
  flux,
  gatekeeper,
  ibmEventEndpointManagement,
  ibmEventProcessing,
  ibmEventStreams,
  ibmFlink,
  ingressNginx,
  istio,
  keda,
  kubernetes,
  kyverno,
  linkerd,
  netobserv,
  prometheusOperator,
  vault,
];

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

import type { FlowPack } from "@netpolint/core";
import type { FlowPackDocument } from "./document/flow-pack-document.js";
import {
  ibmEventEndpointManagement,
  ibmEventEndpointManagementDocument,
} from "./ibm-event-endpoint-management.js";
import { ibmEventProcessing, ibmEventProcessingDocument } from "./ibm-event-processing.js";
import { ibmEventStreams, ibmEventStreamsDocument } from "./ibm-event-streams.js";
import { ibmFlink, ibmFlinkDocument } from "./ibm-flink.js";
import { kubernetes } from "./kubernetes.js";
import { netobserv } from "./netobserv.js";
import { netobservDocument } from "./netobserv/document.js";

export { type PackCode, packOf } from "./document/data-pack.js";
export type * from "./document/flow-pack-document.js";
export { packPage } from "./document/pack-page.js";
export { readFlowPack, type ReadFlowPack } from "./document/read-flow-pack.js";
export type { Scope, ValueReader } from "./document/scope.js";
export { ibmEventEndpointManagement, ibmEventProcessing, ibmEventStreams, ibmFlink, kubernetes, netobserv };

/** Every pack, in the order of ids. */
export const allPacks: readonly FlowPack[] = [
  ibmEventEndpointManagement,
  ibmEventProcessing,
  ibmEventStreams,
  ibmFlink,
  kubernetes,
  netobserv,
];

/** The packs that are data, in the order of ids: what their pages are made from. */
export const packDocuments: readonly FlowPackDocument[] = [
  ibmEventEndpointManagementDocument,
  ibmEventProcessingDocument,
  ibmEventStreamsDocument,
  ibmFlinkDocument,
  netobservDocument,
];

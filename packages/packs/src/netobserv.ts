import type { FlowPack } from "@netpolint/core";
import { findFlowCollector, readFlowCollector } from "./netobserv/flow-collector.js";
import { matrixLink, requireMatrix } from "./netobserv/matrix.js";
import { findPeers, peerParameters } from "./netobserv/peers.js";
import { findSubjects, hasSubjectPods } from "./netobserv/subjects.js";

/** Network Observability for Kubernetes and OpenShift, 1.11. */
export const netobserv: FlowPack = {
  id: "netobserv",
  title: "NetObserv 1.11",
  link: matrixLink,
  parameters: peerParameters,
  occurs: (cluster) => findFlowCollector(cluster) !== undefined || hasSubjectPods(cluster),
  require: ({ cluster, parameters, named }) => {
    const settings = readFlowCollector(findFlowCollector(cluster));
    const subjects = findSubjects(cluster, settings, named);
    return requireMatrix({ cluster, settings, subjects, peers: findPeers(cluster, parameters) });
  },
};

import type { FlowPack, PackContext, RequiredFlow, RequiredRows } from "@netpolint/core";
import { requireApiServices } from "./kubernetes/api-services.js";
import { requireDns } from "./kubernetes/dns.js";
import { requireExposedServices } from "./kubernetes/exposed-services.js";
import { joinRows } from "./kubernetes/join-rows.js";
import { requireKubelets } from "./kubernetes/kubelet-clients.js";
import { monitorParameters, requireMonitored } from "./kubernetes/monitors.js";
import { referenceParameters, requireReferences } from "./kubernetes/references.js";
import { controllerParameters } from "./kubernetes/route-controllers.js";
import { requireRoutes } from "./kubernetes/routes.js";
import { scraperKinds } from "./kubernetes/scrapers.js";
import { requireWebhooks } from "./kubernetes/webhooks.js";

/** What follows from the objects of any cluster: webhooks, aggregated APIs, routes, monitors, names. */
export const kubernetes: FlowPack = {
  id: "kubernetes",
  title: "Kubernetes itself: webhooks, routes, monitors and DNS",
  link: "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
  parameters: [...controllerParameters, ...monitorParameters, ...referenceParameters],
  kinds: scraperKinds,
  occurs: () => true,
  require,
};

function require(context: PackContext): RequiredRows {
  const { cluster, parameters } = context;
  return joinRows([
    requireWebhooks(cluster),
    requireApiServices(cluster),
    requireRoutes(cluster, parameters),
    requireExposedServices(cluster),
    requireMonitored(cluster, parameters),
    withoutUnchecked(requireKubelets(cluster)),
    requireDns(context),
    requireReferences(cluster, parameters),
  ]);
}

function withoutUnchecked(flows: readonly RequiredFlow[]): RequiredRows {
  return { flows, unchecked: [] };
}

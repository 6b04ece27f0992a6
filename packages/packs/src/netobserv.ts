import { packOf } from "./document/data-pack.js";
import { assumeBuiltInPolicies, builtInPolicies, unknownBuiltInPolicies } from "./netobserv/built-in-policies.js";
import { netobservDocument } from "./netobserv/document.js";

/** Network Observability for Kubernetes and OpenShift, 1.11. */
export const netobserv = packOf(netobservDocument, {
  assumePolicies: assumeBuiltInPolicies,
  operatorPolicies: builtInPolicies,
  unchecked: unknownBuiltInPolicies,
});

import { goInt32, goList, goString, goStringMap, goStruct, goText, objectMetaShape } from "./go-shape.js";
import { anyShape, type ScalarShape } from "./shape.js";

// A number or a name; anything else is refused as if a number were expected.
const intOrString: ScalarShape = { kind: "intOrString", goType: "int32" };

const labelSelector = goStruct("LabelSelector", {
  matchLabels: goStringMap,
  matchExpressions: goList(
    goStruct("LabelSelectorRequirement", {
      key: goString,
      operator: goText("v1.LabelSelectorOperator"),
      values: goList(goString),
    }),
  ),
});

const peers = goList(
  goStruct("NetworkPolicyPeer", {
    podSelector: labelSelector,
    namespaceSelector: labelSelector,
    ipBlock: goStruct("IPBlock", { cidr: goString, except: goList(goString) }),
  }),
);

const ports = goList(
  goStruct("NetworkPolicyPort", { protocol: goText("v1.Protocol"), port: intOrString, endPort: goInt32 }),
);

const spec = goStruct("NetworkPolicySpec", {
  podSelector: labelSelector,
  ingress: goList(goStruct("NetworkPolicyIngressRule", { ports, from: peers })),
  egress: goList(goStruct("NetworkPolicyEgressRule", { ports, to: peers })),
  policyTypes: goList(goText("v1.PolicyType")),
});

/** networking.k8s.io/v1 NetworkPolicy as of Kubernetes 1.36. `status` existed from 1.24 to 1.27 only. */
export const networkPolicyShape = goStruct("NetworkPolicy", {
  apiVersion: anyShape,
  kind: anyShape,
  metadata: objectMetaShape,
  spec,
});

import type { JsonValue } from "../source/json-value.js";
import { type OtherPolicySubject, readOtherPolicySubject } from "./other-policy-subject.js";
import type { ObjectMeta } from "./resource.js";

/**
 * A policy of another API that can change a verdict and is not evaluated. `scope` is the namespace whose pods it may
 * affect, or "cluster".
 */
export interface OtherPolicy {
  readonly type: "OtherPolicy";
  readonly meta: ObjectMeta;
  readonly scope: "cluster" | { readonly namespace: string };
  /** Which of those pods. */
  readonly subject: OtherPolicySubject;
  /** True where it can only take connections away (Istio): a denied flow stays denied. */
  readonly onlyDenies: boolean;
}

interface OtherPolicyKind {
  readonly group: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly onlyDenies?: true;
}

export const otherPolicyKinds: readonly OtherPolicyKind[] = [
  { group: "cilium.io", kind: "CiliumNetworkPolicy", namespaced: true },
  { group: "cilium.io", kind: "CiliumClusterwideNetworkPolicy", namespaced: false },
  { group: "projectcalico.org", kind: "NetworkPolicy", namespaced: true },
  { group: "projectcalico.org", kind: "GlobalNetworkPolicy", namespaced: false },
  { group: "crd.projectcalico.org", kind: "NetworkPolicy", namespaced: true },
  { group: "crd.projectcalico.org", kind: "GlobalNetworkPolicy", namespaced: false },
  { group: "crd.antrea.io", kind: "NetworkPolicy", namespaced: true },
  { group: "crd.antrea.io", kind: "ClusterNetworkPolicy", namespaced: false },
  { group: "security.antrea.tanzu.vmware.com", kind: "NetworkPolicy", namespaced: true },
  { group: "security.antrea.tanzu.vmware.com", kind: "ClusterNetworkPolicy", namespaced: false },
  { group: "security.istio.io", kind: "AuthorizationPolicy", namespaced: true, onlyDenies: true },
];

/** Istio's root namespace: an AuthorizationPolicy there applies to the whole mesh. */
const istioRootNamespace = "istio-system";

export function otherPolicyKind(apiVersion: string, kind: string): OtherPolicyKind | undefined {
  const group = apiVersion.split("/", 1)[0];
  return otherPolicyKinds.find((known) => known.group === group && known.kind === kind);
}

export function readOtherPolicy(value: JsonValue, meta: ObjectMeta): OtherPolicy {
  const known = otherPolicyKind(meta.apiVersion, meta.kind);
  const onlyDenies = known?.onlyDenies ?? false;
  const meshWide = onlyDenies && meta.namespace === istioRootNamespace;
  const scope = known?.namespaced && !meshWide ? { namespace: meta.namespace } : "cluster";
  const subject = readOtherPolicySubject(value, meta.apiVersion.split("/", 1)[0] ?? "");
  return { type: "OtherPolicy", meta, scope, subject, onlyDenies };
}

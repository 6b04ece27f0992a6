import type { LintRule } from "@netpolint/core";
import { allowAll } from "./allow-all.js";
import { ambiguousScalar } from "./ambiguous-scalar.js";
import { anyNamespace } from "./any-namespace.js";
import { cloudMetadataReachable } from "./cloud-metadata-reachable.js";
import { cniUnsupported } from "./cni-unsupported.js";
import { crossTenant } from "./cross-tenant.js";
import { customResource } from "./custom-resource.js";
import { denyBlocksPods } from "./deny-blocks-pods.js";
import { directiveWithoutReason } from "./directive-without-reason.js";
import { dnsTcpOrUdpMissing } from "./dns-tcp-or-udp-missing.js";
import { domainNamesOnDeny } from "./domain-names-on-deny.js";
import { dualStackHalfOpen } from "./dual-stack-half-open.js";
import { duplicateKey } from "./duplicate-key.js";
import { duplicateObject } from "./duplicate-object.js";
import { emptyBraces } from "./empty-braces.js";
import { emptyList } from "./empty-list.js";
import { emptyRule } from "./empty-rule.js";
import { equalPriority } from "./equal-priority.js";
import { exceptRefilledByAnotherPeer } from "./except-refilled-by-another-peer.js";
import { exceptRemovesNothing } from "./except-removes-nothing.js";
import { experimentalField } from "./experimental-field.js";
import { expiredDirective } from "./expired-directive.js";
import { exposedWithoutPolicy } from "./exposed-without-policy.js";
import { externalTrafficBlocked } from "./external-traffic-blocked.js";
import { failedExpectation } from "./failed-expectation.js";
import { forbiddenField } from "./forbidden-field.js";
import { forbiddenFlow } from "./forbidden-flow.js";
import { generatedLabelInSelector } from "./generated-label-in-selector.js";
import { hostnetworkPeer } from "./hostnetwork-peer.js";
import { hostnetworkSelected } from "./hostnetwork-selected.js";
import { invalidCidr } from "./invalid-cidr.js";
import { invalidField } from "./invalid-field.js";
import { invalidLabel } from "./invalid-label.js";
import { invalidName } from "./invalid-name.js";
import { invalidPort } from "./invalid-port.js";
import { invalidSelector } from "./invalid-selector.js";
import { ipblockForServiceAddress } from "./ipblock-for-service-address.js";
import { ipblockSelectsPods } from "./ipblock-selects-pods.js";
import { malformedDirective } from "./malformed-directive.js";
import { missingNamespace } from "./missing-namespace.js";
import { misspeltLabel } from "./misspelt-label.js";
import { namedPortWithNetworks } from "./named-port-with-networks.js";
import { namespaceNameLabel } from "./namespace-name-label.js";
import { noDefaultDeny } from "./no-default-deny.js";
import { nullLabel } from "./null-label.js";
import { nullValue } from "./null-value.js";
import { openshiftNamespaceSelectorWithoutPodSelector } from "./openshift-namespace-selector-without-pod-selector.js";
import { overriddenByAdminDeny } from "./overridden-by-admin-deny.js";
import { packAdvice } from "./pack-advice.js";
import { peerInOtherNamespace } from "./peer-in-other-namespace.js";
import { peerMatchesNothing } from "./peer-matches-nothing.js";
import { platformLabelOnOtherPlatform } from "./platform-label-on-other-platform.js";
import { podNotIsolated } from "./pod-not-isolated.js";
import { policySelectsNothing } from "./policy-selects-nothing.js";
import { policyTypesMismatch } from "./policy-types-mismatch.js";
import { portsAndPeersInSeparateRules } from "./ports-and-peers-in-separate-rules.js";
import { probesNote } from "./probes-note.js";
import { protocolDefaulted } from "./protocol-defaulted.js";
import { redundantPeer } from "./redundant-peer.js";
import { redundantPolicy } from "./redundant-policy.js";
import { redundantPort } from "./redundant-port.js";
import { redundantRule } from "./redundant-rule.js";
import { requiredField } from "./required-field.js";
import { requiredFlow } from "./required-flow.js";
import { selectorNeverMatches } from "./selector-never-matches.js";
import { sensitivePort } from "./sensitive-port.js";
import { servicePortInsteadOfPodPort } from "./service-port-instead-of-pod-port.js";
import { singlePodAddress } from "./single-pod-address.js";
import { snatHidesClient } from "./snat-hides-client.js";
import { splitPeerSelectors } from "./split-peer-selectors.js";
import { supersededApi } from "./superseded-api.js";
import { tooLong } from "./too-long.js";
import { udpPortAsTcp } from "./udp-port-as-tcp.js";
import { undecidedFlow } from "./undecided-flow.js";
import { unknownDirectiveRule } from "./unknown-directive-rule.js";
import { unknownField } from "./unknown-field.js";
import { unknownNamedPort } from "./unknown-named-port.js";
import { unreachableBaselineRule } from "./unreachable-baseline-rule.js";
import { unreachableBecauseOtherSideDenies } from "./unreachable-because-other-side-denies.js";
import { unreachableClusterRule } from "./unreachable-cluster-rule.js";
import { unresolvedVariable } from "./unresolved-variable.js";
import { unservedVersion } from "./unserved-version.js";
import { unsupportedValue } from "./unsupported-value.js";
import { unusedDirective } from "./unused-directive.js";
import { unusedSuppression } from "./unused-suppression.js";
import { webhookFromAnywhere } from "./webhook-from-anywhere.js";
import { worldOpenEgress } from "./world-open-egress.js";
import { worldOpenIngress } from "./world-open-ingress.js";
import { wrongType } from "./wrong-type.js";

/** Every rule, in the order of ids. */
export const allRules: readonly LintRule[] = [
  allowAll,
  ambiguousScalar,
  anyNamespace,
  cloudMetadataReachable,
  cniUnsupported,
  crossTenant,
  customResource,
  denyBlocksPods,
  directiveWithoutReason,
  dnsTcpOrUdpMissing,
  domainNamesOnDeny,
  dualStackHalfOpen,
  duplicateKey,
  duplicateObject,
  emptyBraces,
  emptyList,
  emptyRule,
  equalPriority,
  exceptRefilledByAnotherPeer,
  exceptRemovesNothing,
  experimentalField,
  expiredDirective,
  exposedWithoutPolicy,
  externalTrafficBlocked,
  failedExpectation,
  forbiddenField,
  forbiddenFlow,
  generatedLabelInSelector,
  hostnetworkPeer,
  hostnetworkSelected,
  invalidCidr,
  invalidField,
  invalidLabel,
  invalidName,
  invalidPort,
  invalidSelector,
  ipblockForServiceAddress,
  ipblockSelectsPods,
  malformedDirective,
  missingNamespace,
  misspeltLabel,
  namedPortWithNetworks,
  namespaceNameLabel,
  noDefaultDeny,
  nullLabel,
  nullValue,
  openshiftNamespaceSelectorWithoutPodSelector,
  overriddenByAdminDeny,
  packAdvice,
  peerInOtherNamespace,
  peerMatchesNothing,
  platformLabelOnOtherPlatform,
  podNotIsolated,
  policySelectsNothing,
  policyTypesMismatch,
  portsAndPeersInSeparateRules,
  probesNote,
  protocolDefaulted,
  redundantPeer,
  redundantPolicy,
  redundantPort,
  redundantRule,
  requiredField,
  requiredFlow,
  selectorNeverMatches,
  sensitivePort,
  servicePortInsteadOfPodPort,
  singlePodAddress,
  snatHidesClient,
  splitPeerSelectors,
  supersededApi,
  tooLong,
  udpPortAsTcp,
  undecidedFlow,
  unknownDirectiveRule,
  unknownField,
  unknownNamedPort,
  unreachableBaselineRule,
  unreachableBecauseOtherSideDenies,
  unreachableClusterRule,
  unresolvedVariable,
  unservedVersion,
  unsupportedValue,
  unusedDirective,
  unusedSuppression,
  webhookFromAnywhere,
  worldOpenEgress,
  worldOpenIngress,
  wrongType,
];

export { type PresetName, presetNames, presetOf } from "./presets.js";

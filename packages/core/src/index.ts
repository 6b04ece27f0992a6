export { analyze, analyzeAndFix, type AnalyzeOptions, openAlike, openCluster, type OpenedCluster, openSession, type Session, type Stage } from "./analyze.js";
export {
  type Cluster,
  type DuplicateObject,
  findService,
  findServiceByAddress,
  labelsOfNamespace,
  namespaceNameLabel,
  type Pod,
  podName,
  type Workload,
  workloadName,
} from "./cluster/cluster.js";
export { candidatesFor } from "./cluster/candidate-workloads.js";
export { selectorOf, workloadsSelectedBy, workloadsWithLabels } from "./cluster/workloads-with-labels.js";
export { compareText } from "./cluster/compare-text.js";
export { haveSameSurroundings } from "./cluster/keep-cluster.js";
export type { DnsService, Environment, Fact, Facts } from "./cluster/environment.js";
export { type ClusterSettings, type Cni, cnis, defaultSettings, type DnsServer, type Platform, platforms, type World } from "./cluster/settings.js";
export { hearPack, type Heard } from "./lint/hear-pack.js";
export { type PackChoice, parametersOf, requireFlows, severityOfLevel } from "./lint/require-flows.js";
export { type AssumingPacks, assumptionsOf } from "./lint/assume-policies.js";
export { type CheckedFlow, checkFlows, type FlowOutcome } from "./lint/check-flows.js";
export { editedPolicies, policiesWith, type PolicyEdit } from "./lint/edited-policies.js";
export { type CheckedForbidden, checkForbidden, type ForbiddenOutcome } from "./lint/check-forbidden.js";
export type { Finding, RelatedPlace, Severity, Witness } from "./lint/finding.js";
export type { DocumentChange, Fix, Suggestion, TextEdit } from "./lint/text-edit.js";
export type { AddedObject, CommentFix, ObjectChange, ObjectFix, ObjectSuggestion } from "./lint/object-fix.js";
export type { CheckedDirective, Directive, DirectiveKind } from "./lint/directives/directive.js";
export { findExtents, type ObjectExtent } from "./lint/directives/object-extents.js";
export { removeDirective, removeRules } from "./lint/directives/remove-directive.js";
export {
  formatSuppressions,
  type KnownSuppressions,
  objectText,
  prune,
  readSuppressions,
  suppress,
  type Suppression,
  type SuppressionsFile,
  type UnreadableSuppressions,
  type UnusedSuppression,
} from "./lint/suppressions.js";
export { applyFixes, type FixedFiles } from "./lint/apply-fixes.js";
export type { FixedReport } from "./lint/fix-in-passes.js";
export { applyEdits, type EditObject, type OffsetEdit, openEditor } from "./source/edit-document.js";
export { applyObjectEdits, type ObjectEdit } from "./source/object-edit.js";
export { type FindingObject, type Place, type PlaceField, placeOf } from "./lint/place.js";
export {
  checkExpectations,
  type CheckedCase,
  type CheckedExpectation,
  type ExpectationOutcome,
  type ExpectedFlow,
  flowsOfExpectation,
} from "./lint/expectations/check-expectations.js";
export type { Expectation, ExpectationCase, ExpectationKind } from "./lint/expectations/expectation.js";
export { readExpectationFiles, readExpectations, type ReadExpectations } from "./lint/expectations/read-expectations.js";
export type { FlowLevel } from "./lint/flow-level.js";
export {
  type AssumeContext,
  type AssumedLabels,
  type FlowPack,
  type ForbiddenFlow,
  type PackContext,
  type PackParameter,
  type PackRemark,
  portsOfFlow,
  type RequiredFlow,
  type RequiredRows,
  type UncheckedRow,
} from "./lint/flow-pack.js";
export { placeholdersOf } from "./lint/fill-message.js";
export {
  type CoveredField,
  defineRule,
  type LintContext,
  type LintRule,
  type MessageData,
  type RuleCategory,
  type RuleFinding,
  type FindingIdentity,
  type Hygiene,
  noHygiene,
  type RuleMessage,
  type RuleOptions,
  type RulePrecision,
  type RuleReach,
} from "./lint/lint-rule.js";
export { runRules } from "./lint/run-rules.js";
export type { RuleSetting, RuleSettings, RuleSeverity, SeverityOverride } from "./lint/rule-settings.js";
export {
  exitCodeOf,
  type ExitOptions,
  type FailOn,
  type FlowNote,
  hasTooManyWarnings,
  type Report,
  type ReportSummary,
  type RuleFailure,
  type SuppressedFinding,
} from "./lint/report.js";
export { compilePolicies, type CompiledPolicies } from "./policy/compile.js";
export { policiesFor } from "./policy/selecting-policies.js";
export {
  askedServicePorts,
  askService,
  parseService,
  type ServiceAnswer,
  serviceName,
  type ServicePath,
} from "./policy/service-question.js";
export {
  type Backend,
  backendsOf,
  type Backends,
  behindPort,
  portsOf,
  type ServiceReference,
  workloadEndpoint,
} from "./policy/service-backends.js";
export { evaluateFlow } from "./policy/evaluate-flow.js";
export type { FlowAnswer } from "./policy/flow-answer.js";
export type { AskedPorts, AskedProtocol, Endpoint, FlowQuestion } from "./policy/flow.js";
export type { FlowPart } from "./policy/flow-parts.js";
export type { Note, NoteCode } from "./policy/note.js";
export {
  type AskedPort,
  endpointName,
  hypotheticalEndpoint,
  hypotheticalPod,
  isNotUnderstood,
  type NotUnderstood,
  parseAskedPort,
  parseEndpoint,
} from "./policy/parse-endpoint.js";
export type { CombinedVerdict, DirectionResult, Reason, ReasonCode, Verdict } from "./policy/verdict.js";
export type { AssumedPolicy } from "./resources/assumed-policy.js";
export { type CustomKind, type CustomResource, customField, customSpecField, isOfGroupKind } from "./resources/custom-resource.js";
export {
  type NetworkPolicy,
  type NetworkPolicyPeer,
  type NetworkPolicyPort,
  type NetworkPolicyRule,
  type PolicyDirection,
  type Protocol,
  protocols,
} from "./resources/network-policy.js";
export { type AmbiguousField, ambiguousFields } from "./resources/ambiguous-fields.js";
export type { AmbiguousScalar } from "./resources/ambiguous-scalar.js";
export { templatePathOf } from "./resources/read-meta.js";
export { readSelector } from "./resources/read-network-policy.js";
export { type ReadKind, readKinds } from "./resources/read-resources.js";
export type { OnFile } from "./resources/read-sources.js";
export { objectName, type ObjectMeta, type Origin } from "./resources/resource.js";
export type { Mistake, Refusal } from "./resources/refusal.js";
export { type KubernetesVersion, parseKubernetesVersion } from "./resources/kubernetes-version.js";
export type { ApiService } from "./resources/api-service.js";
export { externalAccess, type ExternalAccess } from "./resources/external-access.js";
export type { Monitor, MonitorEndpoint } from "./resources/monitor.js";
export type { GatewayName, RouteBackend, RouteController, RoutePort, ServiceRoute } from "./resources/service-route.js";
export type { Service, ServicePort } from "./resources/service.js";
export type { Webhook } from "./resources/webhook.js";
export { classifyIpAddress, type IpAddressClass, formatIpAddress, type IpAddress, type IpBlock, type IpFamily, parseCidr, parseIpAddress } from "./sets/ip-address.js";
export {
  fullIpSet,
  intersectIpSets,
  ipSetOf,
  ipSetToCidrs,
  type IpSet,
  isEmptyIpSet,
  subtractIpSets,
  unionIpSets,
} from "./sets/ip-set.js";
export { everything, formatSelector, type Labels, type LabelSelector, matchesLabels, type SelectorRequirement } from "./sets/label-selector.js";
export {
  emptyPortSet,
  formatPortSet,
  fullPortSet,
  intersectPortSets,
  isEmptyPortSet,
  isFullPortSet,
  portRange,
  type PortSet,
  subtractPortSets,
  unionPortSets,
} from "./sets/port-set.js";
export { commentsOf, type SourceComment } from "./source/comments.js";
export type { InputProblem, InputProblemCode } from "./source/input-problem.js";
export { fieldOf, formatPath, isList, isObject, type JsonObject, type JsonValue, type Path, valueAt } from "./source/json-value.js";
export type { SourceDocument } from "./source/source-document.js";
export type { SourceFile } from "./source/source-file.js";
export type { SourcePosition, SourceRange } from "./source/source-range.js";
export { type ColumnMembers, type Connectivity, type ConnectionAnswer, buildConnectivity } from "./connectivity/connectivity.js";
export {
  type ConnectionMap,
  type MapBy,
  type MapConnection,
  mapConnections,
  type MapEndpoint,
  type MapOptions,
  type MapSource,
} from "./connectivity/connection-map.js";
export { type ConnectionPorts, isEmptyConnection, perProtocol } from "./connectivity/connection-sets.js";
export { mentionedFamilies, usedFamilies } from "./cluster/used-families.js";
export type {
  ClusterPolicy,
  ClusterPolicyPeer,
  ClusterPolicyPort,
  ClusterPolicyRule,
  PolicyAction,
  PolicyTier,
} from "./resources/cluster-policy.js";
export { describeEffect, type Effect, shortenEffect } from "./connectivity/describe-effect.js";
export { portsOpenedBy } from "./policy/match-port.js";
export { rulesInOrder, ruleText } from "./connectivity/content-order.js";
export { findIdleItems, type IdleCause, type IdleItem, type PolicyPart } from "./connectivity/idle-items.js";
export { diffConnectivity } from "./connectivity/diff.js";
export type {
  ChangedConnection,
  ChangedPolicies,
  ConnectivityDiff,
  DiffConnection,
  EndpointConnection,
  OneSidedEndpoint,
  UndecidedChange,
} from "./connectivity/connectivity-diff.js";
export type { DiffEnd } from "./connectivity/diff-ends.js";
export type { DiffReason, DiffReasonKind, SideName } from "./connectivity/diff-reasons.js";
export type { DiffSide } from "./connectivity/diff-side.js";
export type { ConnectionState } from "./connectivity/connection-states.js";
export { readClusterPolicy, refusalsBesidesUnknownPeers } from "./resources/read-cluster-policy.js";
export { convertToClusterNetworkPolicy } from "./resources/convert-to-cluster-network-policy.js";
export { canonicalSelector, isSatisfiable } from "./sets/label-selector.js";
export {
  convertClusterPolicies,
  type Conversion,
  type ConvertedPolicy,
  type RefusedConversion,
} from "./connectivity/convert-cluster-policies.js";
export { type FlowDifference, proveEqual } from "./connectivity/prove-equal.js";
export { writeYaml } from "./source/write-yaml.js";
export { readDocuments } from "./source/read-documents.js";

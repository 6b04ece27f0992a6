export { type AddressFacts, requiredFlow, type WantedFlow } from "./wanted-flow.js";
export { mostSuggestedFor, suggestPolicies, type Suggestion, type SuggestOptions } from "./suggest-policies.js";
export {
  type Generated,
  generatePolicies,
  type GenerateOptions,
  type Unexpressible,
  type Unselectable,
} from "./generate-policies.js";
export { generatedAnnotation, type GeneratedPolicy, manifestOf } from "./generated-policy.js";
export type { GeneratedPeer, GeneratedPort, GeneratedRule } from "./generated-rule.js";
export { flowPortsText, portsOfFlow } from "./merge-rules.js";
export type { PodFamily } from "./pod-family.js";
export { fileOfManifest, type PolicyFile, policyFile } from "./policy-file.js";
export { generatedMark, policyYaml } from "./policy-yaml.js";
export { type ExtraFlow, findExtraFlows } from "./find-extra-flows.js";
export { answerOf, type Applied, type ApplyOptions, applyPolicies, type Proof, type ProvenFlow, proveGenerated, verdictWord } from "./prove-generated.js";
export {
  defaultPolicy,
  type DefaultPolicyName,
  defaultPolicyNames,
  defaultPolicyTitles,
  recogniseDefaults,
} from "./default-policies.js";
export {
  type PolicyStatus,
  policyStatus,
  policyStatuses,
  type RuntimeInfo,
  type SelectingPolicy,
  type WorkloadStatus,
} from "./policy-status.js";
export { type AddressLeaf, type PeerBranch, type PolicyTree, policyTrees } from "./policy-tree.js";
export type { Chunk } from "./traffic/decode-chunks.js";
export type { UnattributedReason } from "./traffic/attribute-end.js";
export type { IgnoredRecord, WorkloadProfile } from "./traffic/observed-flow.js";
export {
  type FormatCount,
  type ObservedTraffic,
  readTraffic,
  type RecordProblem,
  type RecordProblemKind,
  type SeenTraffic,
  type TrafficProgress,
  type TrafficStream,
  type UnattributedTraffic,
  type UnusableWorkload,
} from "./traffic/read-traffic.js";
export { unattributedTexts } from "./traffic/unattributed-text.js";
export { hashedName, hashedNameWithKind, type OtterizeIdentity } from "./otterize/identity.js";
export { intendedFlows, type IntendedFlows, isolatedWorkloads, letInFlows } from "./otterize/intended-flows.js";
export { operatorManifest, type OperatorPolicy } from "./otterize/operator-policy.js";
export type { OperatorOutput } from "./otterize/operator-policies.js";
export { otterizePack, outputOf } from "./otterize/otterize-pack.js";
export { isMapperList, readMapperList } from "./otterize/read-mapper-list.js";
export { otterizeGroup, otterizeKinds } from "./otterize/read-intents.js";

export type { AddressFacts, WantedFlow } from "./wanted-flow.js";
export {
  type Generated,
  generatePolicies,
  type GenerateOptions,
  type Unexpressible,
  type Unselectable,
} from "./generate-policies.js";
export { generatedAnnotation, type GeneratedPolicy, manifestOf, policyFileName } from "./generated-policy.js";
export type { GeneratedPeer, GeneratedPort, GeneratedRule } from "./generated-rule.js";
export { flowPortsText, portsOfFlow } from "./merge-rules.js";
export type { PodFamily } from "./pod-family.js";
export { generatedMark, policiesYaml, policyYaml } from "./policy-yaml.js";
export { type ExtraFlow, findExtraFlows } from "./find-extra-flows.js";
export { answerOf, type Applied, applyGenerated, type Proof, type ProvenFlow, proveGenerated, verdictWord } from "./prove-generated.js";
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

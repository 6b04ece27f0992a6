import { defineRule, type JsonValue, type NetworkPolicy, type Path, placeOf, type PolicyDirection, type RuleFinding } from "@netpolint/core";
import { acceptedPolicies, bothDirections, counted, policyTitle, typeNames } from "./network-policy-words.js";

/** pkg/apis/networking/v1/defaults.go fills in policyTypes from the rules, and not as their text suggests. */
export const policyTypesMismatch = defineRule({
  id: "policy-types-mismatch",
  summary: "policyTypes and the rules of a policy do not go together",
  severity: "warning",
  category: "mistake",
  precision: "high",
  reach: "object",
  messages: {
    deadRules: {
      message: "`spec.{direction}` of {policy} has {rules}, and `spec.policyTypes` does not list {type}, so {they} no effect.",
      help: "Add {type} to policyTypes, which also isolates the pods for {direction}, or remove `spec.{direction}`.",
    },
    deadList: {
      message:
        "`spec.{direction}` of {policy} is an empty list, and `spec.policyTypes` does not list {type}, so it denies no {direction}.",
      help: "Add {type} to policyTypes to deny all {direction}, or remove `spec.{direction}`.",
    },
    isolatesIngress: {
      message:
        "{policy} has egress rules alone and no `spec.policyTypes`, which then stands for Ingress and Egress, so it also isolates its pods for ingress and allows none.",
      help: "Write policyTypes: [Egress] for a policy about egress, or both types if ingress is to be isolated.",
    },
    deniesIngress: {
      message:
        "`spec.egress` of {policy} is an empty list and there is no `spec.policyTypes`, which then stands for Ingress alone, so egress stays as it is{ingress}.",
      help: "Write policyTypes: [Egress] to deny egress, or both types to deny both.",
    },
  },
  check: ({ cluster }) => acceptedPolicies(cluster).flatMap((policy) => [...deadDirections(policy), ...defaultedTypes(policy)]),
});

type MessageId = "deadRules" | "deadList" | "isolatesIngress" | "deniesIngress";
type TypesFinding = RuleFinding<MessageId>;

const typesPath: Path = ["spec", "policyTypes"];

function writtenTypes({ meta }: NetworkPolicy): readonly JsonValue[] {
  const types = meta.origin.valueAt(typesPath);
  return Array.isArray(types) ? (types as readonly JsonValue[]) : [];
}

function isEmptyList({ meta }: NetworkPolicy, direction: PolicyDirection): boolean {
  const rules = meta.origin.valueAt(["spec", direction]);
  return Array.isArray(rules) && rules.length === 0;
}

function deadDirections(policy: NetworkPolicy): readonly TypesFinding[] {
  if (writtenTypes(policy).length === 0) return [];
  return bothDirections
    .filter((direction) => !policy.policyTypes[direction] && (policy[direction].length > 0 || isEmptyList(policy, direction)))
    .map((direction) => deadDirection(policy, direction));
}

function deadDirection(policy: NetworkPolicy, direction: PolicyDirection): TypesFinding {
  const { meta } = policy;
  const rules = policy[direction].length;
  const type = typeNames[direction];
  return {
    ...placeOf(meta, ["spec", direction]),
    messageId: rules > 0 ? "deadRules" : "deadList",
    data: {
      direction,
      policy: policyTitle(policy),
      rules: counted(rules, "rule"),
      type,
      they: rules === 1 ? "it has" : "they have",
    },
    related: [{ ...placeOf(meta, typesPath), message: "these are the types" }],
    suggestions: [
      { title: `Add ${type} to policyTypes`, edits: [{ meta, edit: { type: "insert", path: typesPath, value: type } }] },
      { title: `Remove spec.${direction}`, edits: [{ meta, edit: { type: "remove", path: ["spec", direction] } }] },
    ],
  };
}

function defaultedTypes(policy: NetworkPolicy): readonly TypesFinding[] {
  const { meta, egress, ingress } = policy;
  if (writtenTypes(policy).length > 0) return [];
  const isIngressWritten = meta.origin.valueAt(["spec", "ingress"]) !== undefined;
  if (egress.length > 0) return isIngressWritten ? [] : [defaulted(policy, "isolatesIngress", "")];
  if (!isEmptyList(policy, "egress")) return [];
  return [defaulted(policy, "deniesIngress", ingress.length > 0 ? "" : ", while all ingress is denied")];
}

function defaulted(policy: NetworkPolicy, messageId: MessageId, ingress: string): TypesFinding {
  const { meta } = policy;
  return {
    ...placeOf(meta, ["spec", "egress"]),
    messageId,
    data: { policy: policyTitle(policy), ingress },
    suggestions: typesToChoose(policy).map((types) => ({
      title: `Write policyTypes: [${types.join(", ")}]`,
      edits: [{ meta, edit: { type: "set" as const, path: typesPath, value: types } }],
    })),
  };
}

/** Egress alone would take the effect from ingress rules that are there. */
function typesToChoose({ ingress }: NetworkPolicy): readonly (readonly string[])[] {
  const both = ["Ingress", "Egress"];
  return ingress.length > 0 ? [both] : [["Egress"], both];
}

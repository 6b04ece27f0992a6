import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeNetworkPolicy } from "../../src/resources/decode-network-policy.js";
import { decodeRefusals } from "../../src/resources/decode-refusals.js";
import { networkPolicyShape } from "../../src/resources/network-policy-shape.js";
import type { Shape } from "../../src/resources/shape.js";
import type { JsonValue } from "../../src/source/json-value.js";

// The validator decides what is wrong and the shape says where in the API it is; both are made from one schema.

const scalar = fc.constantFrom<JsonValue>(null, "", "web", "a/b~c", 0, 80, 80.5, -1, 2 ** 31, 2 ** 63, true, false);
const strange = fc.constantFrom("__proto__", "constructor", "a/b~c", "0", "length", "matchLabel", "Spec");

/** A value that the shape mostly takes, with something else here and there. */
function valuesOf(shape: Shape, depth: number): fc.Arbitrary<JsonValue> {
  return fc.oneof({ weight: 8, arbitrary: fitting(shape, depth) }, { weight: 1, arbitrary: other });
}

const other: fc.Arbitrary<JsonValue> = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 2 }),
  fc.dictionary(strange, scalar, { maxKeys: 2 }),
);

function fitting(shape: Shape, depth: number): fc.Arbitrary<JsonValue> {
  switch (shape.kind) {
    case "struct":
      return structsOf(shape.fields, depth);
    case "list":
      return fc.array(valuesOf(shape.items, depth), { maxLength: 2 });
    case "stringMap":
      return fc.dictionary(strange, scalar, { maxKeys: 2 });
    default:
      return scalar;
  }
}

function structsOf(fields: ReadonlyMap<string, Shape>, depth: number): fc.Arbitrary<JsonValue> {
  const known = [...fields].map(([key, field]) =>
    fc.option(fc.tuple(fc.constant(key), depth > 7 ? scalar : valuesOf(field, depth + 1)), { nil: undefined }),
  );
  const unknown = fc.option(fc.tuple(strange, scalar), { nil: undefined, freq: 3 });
  return fc.tuple(...known, unknown).map((entries) => Object.fromEntries(entries.filter((one) => one !== undefined)));
}

describe("decoding a NetworkPolicy", () => {
  it("finds what a walk along its shape finds", () => {
    let wrong = 0;
    fc.assert(
      fc.property(valuesOf(networkPolicyShape, 0), (value) => {
        const texts = (refusals: readonly object[]): string[] => refusals.map((one) => JSON.stringify(one)).sort();
        const found = texts(decodeNetworkPolicy(value));
        expect(found).toEqual(texts(decodeRefusals(value, networkPolicyShape)));
        if (found.length > 2) wrong += 1;
      }),
      { numRuns: 400 },
    );
    expect(wrong).toBeGreaterThan(50);
  });

  it("has a shape for every struct of the API", () => {
    const names = new Set<string>();
    const visit = (shape: Shape): void => {
      if (shape.kind === "list") visit(shape.items);
      if (shape.kind !== "struct") return;
      names.add(`${shape.role} ${shape.goType}`);
      for (const field of shape.fields.values()) visit(field);
    };
    visit(networkPolicyShape);
    const roles = [
      "IPBlock",
      "LabelSelector",
      "LabelSelectorRequirement",
      "ManagedFieldsEntry",
      "NetworkPolicy",
      "NetworkPolicyEgressRule",
      "NetworkPolicyIngressRule",
      "NetworkPolicyPeer",
      "NetworkPolicyPort",
      "NetworkPolicySpec",
      "ObjectMeta",
      "OwnerReference",
    ];
    expect([...names].sort()).toEqual(roles.map((role) => `${role} v1.${role}`));
  });
});

import { expect, test } from "vitest";
import { openCluster } from "@netpolint/core";
import { policyTexts } from "../src/index.js";
import { spanOf } from "../src/snapshot/place-tree.js";

async function textsOf(path: string, text: string) {
  const files = [{ path, text }];
  const { cluster } = await openCluster(files);
  const texts = await policyTexts(
    files,
    cluster.objects,
    cluster.networkPolicies.map(({ meta }) => meta),
  );
  return cluster.networkPolicies.map(({ meta }) => texts.get(meta));
}

const list = `apiVersion: v1
kind: List
items:
  - apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: first, namespace: shop }
    spec:
      podSelector: {}
  # The second one.
  - apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: second, namespace: shop }
    spec:
      podSelector: {}
      ingress:
        - ports:
            - port: 80
`;

test("an item of a list has its own lines", async () => {
  const [, second] = await textsOf("list.yaml", list);
  expect(second?.firstLine).toBe(9);
  expect(second?.lines[0]).toBe("  # The second one.");
  expect(second?.lines.at(-1)).toBe("            - port: 80");
  expect(second && spanOf(second.places, ["spec", "ingress", 0, "ports", 0])).toEqual({ first: 8, last: 8 });
});

test("a part has the lines of all that is below it", async () => {
  const [, second] = await textsOf("list.yaml", list);
  expect(second && spanOf(second.places, ["spec", "ingress"])).toEqual({ first: 6, last: 8 });
});

test("a part that is not written has the line of what it would be in", async () => {
  const [first] = await textsOf("list.yaml", list);
  expect(first && spanOf(first.places, ["spec", "ingress"])).toEqual({ first: 3, last: 3 });
});

test("JSON is shown as YAML, with the places of the YAML", async () => {
  const policy = {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "p", namespace: "shop" },
    spec: { podSelector: {} },
  };
  const [text] = await textsOf("policy.json", JSON.stringify(policy));
  expect(text).toMatchObject({
    firstLine: null,
    lines: [
      "apiVersion: networking.k8s.io/v1",
      "kind: NetworkPolicy",
      "metadata:",
      "  name: p",
      "  namespace: shop",
      "spec:",
      "  podSelector: {}",
    ],
  });
  expect(text && spanOf(text.places, ["spec", "podSelector"])).toEqual({ first: 6, last: 6 });
});

import { packOf } from "@netpolint/packs";
import { allRules } from "@netpolint/rules";
import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";

const rule = allRules.find(({ id }) => id === "custom-resource")!;

const shop = packOf({
  id: "shop",
  title: "The shop",
  software: { name: "Shop", versions: "2" },
  link: "https://example.com/shop",
  resources: {
    store: {
      group: "example.com",
      kind: "Store",
      versions: ["v1", "v2"],
      removedVersions: { v1alpha1: "in 1.4" },
      misnamedFields: { "spec.cache.enabled": "spec.cache.enable" },
    },
  },
  flows: [{ id: "S-1", level: "may", from: "external", to: { endpoint: "a/b" }, port: 80, why: "customers come in" }],
});

function store(version: string, spec: string): string {
  return `apiVersion: example.com/${version}\nkind: Store\nmetadata:\n  name: main\n  namespace: a\nspec:\n  ${spec}\n`;
}

const packs = [shop];

testRule(
  rule,
  {
    notReported: [
      { name: "an object as its definition has it", manifests: store("v2", "cache: { enable: true }"), packs },
      { name: "another version that is there", manifests: store("v1", "cache: {}"), packs },
      { name: "a misnamed field that is null", manifests: store("v2", "cache: { enabled: null }"), packs },
      { name: "an object of another group", manifests: `${store("v2", "{}").replace("example.com", "example.org")}---\n${store("v1", "{}")}`, packs },
    ],
    reported: [
      {
        name: "a field that the definition does not have",
        manifests: store("v2", "cache: { enabled: true }"),
        packs,
        findings: [
          {
            at: "7:21-7:25",
            message:
              "Store `a/main` has `spec.cache.enabled`, which its definition does not have: it is dropped, and the default of `spec.cache.enable` holds.",
            help: "Write `spec.cache.enable`.",
          },
        ],
      },
      {
        name: "a version that was dropped",
        manifests: store("v1alpha1", "{}"),
        packs,
        findings: [
          {
            at: "1:13-1:33",
            message: "Store `a/main` is written in example.com/v1alpha1, which Shop dropped in 1.4, so the API server refuses it.",
            help: "Write it in example.com/v2.",
          },
        ],
      },
      {
        name: "a version that never was",
        manifests: store("v9", "{}"),
        packs,
        findings: [
          {
            at: "1:13-1:27",
            message: "Store `a/main` is written in example.com/v9, which is no version of it, so the API server refuses it.",
          },
        ],
      },
    ],
  },
  { describe, it },
);

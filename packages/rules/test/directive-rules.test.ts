import type { LintRule } from "@netpolint/core";
import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { directiveWithoutReason } from "../src/directive-without-reason.js";
import { expiredDirective } from "../src/expired-directive.js";
import { malformedDirective } from "../src/malformed-directive.js";
import { missingNamespace } from "../src/missing-namespace.js";
import { duplicateKey } from "../src/duplicate-key.js";
import { requiredFlow } from "../src/required-flow.js";
import { unknownDirectiveRule } from "../src/unknown-directive-rule.js";
import { unusedDirective } from "../src/unused-directive.js";
import { unusedSuppression } from "../src/unused-suppression.js";

const otherRules: readonly LintRule[] = [missingNamespace, duplicateKey];
const framework = { describe, it };

/** `missing-namespace` is reported in line 4 (3 without a comment) unless there is one. */
function policy(comment: string, { namespace = "", annotations = "", behind = "" } = {}): string {
  const above = comment === "" ? "" : `# ${comment}\n`;
  const place = namespace === "" ? "" : `  namespace: ${namespace}\n`;
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n${above}metadata:${behind}\n  name: web\n${place}${annotations}spec:\n  podSelector: {}\n`;
}

testRule(
  unusedDirective,
  {
    notReported: [
      { name: "one that is needed", manifests: policy("netpolint-disable-next-line missing-namespace"), otherRules },
      { name: "one that is needed and expired", manifests: policy("netpolint-disable-next-line missing-namespace until=2020-01-01"), otherRules, today: "2026-01-01" },
      { name: "one that is not understood", manifests: policy("netpolint-disable-next-line duplicate-key until=x"), otherRules },
      { name: "one of a rule on flows where packs were left out", manifests: policy("netpolint-disable-next-line required-flow"), otherRules: [requiredFlow], packIds: ["netobserv"] },
      { name: "one of all rules where packs were left out", manifests: policy("netpolint-disable-file", { namespace: "shop" }), otherRules, packIds: ["netobserv"] },
      { name: "one that names an unknown rule", manifests: policy("netpolint-disable-next-line nothing"), otherRules },
    ],
    reported: [
      {
        name: "one on a line of its own",
        manifests: policy("netpolint-disable-next-line missing-namespace -- here", { namespace: "shop" }),
        otherRules,
        findings: [{ at: "3:1-3:56", message: "Nothing is reported here that this would disable.", help: "Remove it." }],
        fixed: policy("", { namespace: "shop" }),
      },
      {
        name: "one behind a value",
        manifests: policy("", { namespace: "shop", behind: "   # netpolint-disable-line" }),
        otherRules,
        findings: [{ at: "3:13-3:37", message: "Nothing is reported here that this would disable." }],
        fixed: policy("", { namespace: "shop" }),
      },
      {
        name: "one rule of several",
        manifests: policy("netpolint-disable-next-line duplicate-key, missing-namespace until=2099-01-01 -- here"),
        otherRules,
        findings: [{ at: "3:1-3:88", message: "`duplicate-key` reports nothing here that this would disable." }],
        fixed: policy("netpolint-disable-next-line missing-namespace until=2099-01-01 -- here"),
      },
      {
        name: "an annotation",
        manifests: policy("", { namespace: "shop", annotations: "  annotations:\n    netpolint.dev/disable: missing-namespace\n" }),
        otherRules,
        findings: [{ at: "7:28-7:45", message: "Nothing is reported here that this would disable." }],
        fixed: policy("", { namespace: "shop" }),
      },
      {
        name: "one rule of an annotation",
        manifests: policy("", { annotations: "  annotations:\n    a: b\n    netpolint.dev/disable: missing-namespace, duplicate-key -- x\n" }),
        otherRules,
        findings: [{ at: "7:28-7:65", message: "`duplicate-key` reports nothing here that this would disable." }],
        fixed: policy("", { annotations: "  annotations:\n    a: b\n    netpolint.dev/disable: missing-namespace -- x\n" }),
      },
      {
        name: "one that has expired and that nothing needs",
        manifests: policy("netpolint-disable-file until=2020-01-01", { namespace: "shop" }),
        otherRules,
        today: "2026-01-01",
        findings: [{ at: "3:1-3:42", message: "Nothing is reported here that this would disable." }],
        fixed: policy("", { namespace: "shop" }),
      },
      {
        name: "one that ends a text which keeps the empty lines below it, and stays",
        manifests: `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: shop\n  annotations:\n    note: |+\n      a\n\n# netpolint-disable-file\n\n`,
        otherRules,
        findings: [{ at: "10:1-10:25", message: "Nothing is reported here that this would disable." }],
      },
      {
        name: "an enable without a disable",
        manifests: policy("netpolint-enable missing-namespace"),
        otherRules,
        findings: [{ at: "3:1-3:37", message: "Nothing is disabled before this that it would enable." }],
        fixed: policy(""),
      },
    ],
  },
  framework,
);

testRule(
  unknownDirectiveRule,
  {
    notReported: [{ name: "a rule that there is", manifests: policy("netpolint-disable-file duplicate-key"), otherRules }],
    reported: [
      {
        name: "one rule among others",
        manifests: policy("netpolint-disable-file missing-namespace, missing-name"),
        otherRules,
        findings: [
          {
            at: "3:1-3:57",
            message: "There is no rule `missing-name`, so this does not disable what it was written for.",
            suggestions: { "Take the rule out of the directive": policy("netpolint-disable-file missing-namespace") },
          },
        ],
      },
      {
        name: "a problem with reading, which is no rule",
        manifests: policy("netpolint-disable-file yaml-syntax"),
        otherRules,
        findings: [
          {
            at: "3:1-3:37",
            message: "There is no rule `yaml-syntax`, so this does not disable what it was written for.",
            suggestions: { "Remove the directive": policy("") },
          },
        ],
      },
    ],
  },
  framework,
);

const until = policy("netpolint-disable-next-line missing-namespace until=2026-06-30");

testRule(
  expiredDirective,
  {
    notReported: [
      { name: "the day itself", manifests: until, otherRules, today: "2026-06-30" },
      { name: "one that nothing needs", manifests: until.replace("  name: web\n", "  name: web\n  namespace: shop\n"), otherRules, today: "2026-07-01" },
    ],
    reported: [
      {
        name: "the day after",
        manifests: until,
        otherRules,
        today: "2026-07-01",
        findings: [
          {
            at: "3:1-3:65",
            message: "This held until 2026-06-30, so what it disabled is reported again.",
            suggestions: { "Remove the directive": policy("") },
          },
        ],
      },
    ],
  },
  framework,
);

testRule(
  malformedDirective,
  {
    notReported: [{ name: "one that is understood", manifests: until, otherRules }],
    reported: [
      {
        name: "a setting that there is not",
        manifests: policy("netpolint-disable-file severity=off"),
        otherRules,
        findings: [
          {
            at: "3:1-3:38",
            message: "This disables nothing, because `severity=off` is not understood; only `until=YYYY-MM-DD` can be set.",
          },
        ],
      },
    ],
  },
  framework,
);

testRule(
  directiveWithoutReason,
  {
    notReported: [
      { name: "one with a reason", manifests: policy("netpolint-disable-file -- vendored"), otherRules },
      { name: "an enable", manifests: policy("netpolint-enable"), otherRules },
    ],
    reported: [
      {
        name: "an empty reason",
        manifests: policy("netpolint-disable-file --"),
        otherRules,
        findings: [{ at: "3:1-3:28", message: "This does not say why something is disabled." }],
      },
    ],
  },
  framework,
);

const range = { start: { line: 7, column: 22 }, end: { line: 7, column: 25 } };
const entry = { rule: "missing-namespace", object: "default/NetworkPolicy/web", message: "", fingerprint: "x", count: 3, range };
const suppressions = { path: "netpolint-suppressions.json", entries: [entry], hash: () => "x" };

testRule(
  unusedSuppression,
  {
    notReported: [
      { name: "one that is used up", manifests: policy(""), otherRules, suppressions: { ...suppressions, entries: [{ ...entry, count: 1 }] } },
      { name: "one of a rule on flows where packs were left out", manifests: policy(""), otherRules: [requiredFlow], packIds: ["netobserv"], suppressions: { ...suppressions, entries: [{ ...entry, rule: "required-flow" }] } },
      { name: "one of an object that was not read", manifests: policy("", { namespace: "shop" }), otherRules, suppressions },
    ],
    reported: [
      {
        name: "one that counts too many",
        manifests: policy(""),
        otherRules,
        suppressions,
        findings: [
          {
            at: "7:22-7:25",
            message: "`missing-namespace` reports this about `default/NetworkPolicy/web` 2 fewer times than the entry counts.",
          },
        ],
      },
      {
        name: "one of which nothing is left",
        manifests: policy("", { namespace: "default" }),
        otherRules,
        suppressions,
        findings: [
          { at: "7:22-7:25", message: "`missing-namespace` does not report this about `default/NetworkPolicy/web` any more." },
        ],
      },
    ],
  },
  framework,
);

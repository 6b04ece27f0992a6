import { testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { failedExpectation } from "../src/failed-expectation.js";
import { documents, networkPolicy, pod } from "./manifests.js";

const expectations = "cases:\n  - name: Database\n    allow:\n      - shop/web -> shop/db 5432\n";

const pods = [pod("web"), pod("db")];

function letsIn(from: string): string {
  return documents(...pods, networkPolicy("db", `  podSelector: { matchLabels: { app: db } }\n  ingress:\n    - from: [${from}]\n`));
}

testRule(
  failedExpectation,
  {
    notReported: [
      { name: "a line that holds", manifests: letsIn("{ podSelector: { matchLabels: { app: web } } }"), expectations },
      { name: "anything without expectations", manifests: letsIn("{ podSelector: { matchLabels: { app: job } } }") },
    ],
    reported: [
      {
        name: "a line that does not hold",
        manifests: letsIn("{ podSelector: { matchLabels: { app: job } } }"),
        expectations,
        findings: [
          {
            at: "4:9-4:33",
            message:
              "`allow shop/web -> shop/db 5432` of case `Database` does not hold: `shop/Pod/web` -> `shop/Pod/db` TCP 5432 is denied: `shop/db` isolates the destination for ingress, and no rule allows it.",
            help: "Change the policies or the line; `netpolint why` shows which lines of which policies decide.",
            related: ["13:19-13:21 NetworkPolicy `shop/db` isolates an end"],
          },
        ],
      },
      {
        name: "a line that nobody can decide",
        manifests: letsIn("{ namespaceSelector: { matchLabels: { team: shop } } }"),
        expectations,
        findings: [
          {
            at: "4:9-4:33",
            severity: "warning",
            message:
              "`allow shop/web -> shop/db 5432` of case `Database` cannot be decided: `shop/Pod/web` -> `shop/Pod/db` TCP 5432 cannot be decided: the labels of namespace `shop` are not in the input.",
          },
        ],
      },
    ],
  },
  { describe, it },
);

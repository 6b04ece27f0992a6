import { analyze, type ClusterSettings } from "@netpolint/core";
import { allPacks } from "@netpolint/packs";
import { allRules } from "@netpolint/rules";
import { describe, expect, it } from "vitest";
import { deployment, namespace, policy } from "./policy-manifest.js";

/** About pods and policies that are not there, or a matter of taste for each port: not about the mistake. */
const elsewhere = new Set(["no-default-deny", "pod-not-isolated", "policy-types-mismatch", "protocol-defaulted", "cni-unsupported"]);

async function said(text: string, settings: Partial<ClusterSettings> = {}): Promise<readonly string[]> {
  const report = await analyze({ files: [{ path: "a.yaml", text }], rules: allRules, packs: allPacks, settings });
  expect(report.inputProblems).toEqual([]);
  return report.findings.filter(({ ruleId }) => !elsewhere.has(ruleId)).map(({ ruleId }) => ruleId);
}

const web = deployment("shop", "web", "app: web", "{ name: main, ports: [{ name: http, containerPort: 8080 }] }");
const api = deployment("shop", "api", "app: backend");
const service = `---\napiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop }\nspec: { type: LoadBalancer, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }\n`;

function ingress(rules: string, selector = "{ matchLabels: { app: web } }"): string {
  return policy(`  podSelector: ${selector}\n  policyTypes: [Ingress]\n  ingress:\n${rules}`);
}

function egress(rules: string): string {
  return policy(`  podSelector: { matchLabels: { app: web } }\n  policyTypes: [Egress]\n  egress:\n${rules}`);
}

const names = "    - to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } } }]\n      ports: [{ port: 53 }, { port: 53, protocol: UDP }]\n";

describe("one mistake is one finding", () => {
  it.each([
    ["a rule that allows all", ingress("    - {}\n") + web, ["allow-all"]],
    ["a rule that allows all, outwards", egress("    - {}\n") + web, ["allow-all"]],
    ["a rule that allows all beside others", ingress("    - {}\n    - ports: [{ port: 8080 }]\n      from: [{ podSelector: { matchLabels: { app: backend } } }]\n") + web + api, ["empty-rule"]],
    ["a rule without a value", egress("    -\n") + web, ["null-value"]],
    ["an empty list of peers", ingress("    - from: []\n      ports: [{ port: 8080 }]\n") + web, ["empty-list"]],
    ["an empty list of peers and no ports", egress("    - to: []\n") + web, ["empty-list"]],
    ["peers without a value", ingress("    - from:\n      ports: [{ port: 8080 }]\n") + web, ["null-value"]],
    ["any namespace", ingress("    - from: [{ namespaceSelector: {} }]\n") + web, ["any-namespace"]],
    [
      "ports beside peers",
      egress(`    - to: [{ ipBlock: { cidr: 192.0.2.0/24 } }]\n    - ports: [{ port: 443 }]\n${names}`) + web,
      ["ports-and-peers-in-separate-rules"],
    ],
    ["pods that are elsewhere", ingress("    - from: [{ podSelector: { matchLabels: { app: prom } } }]\n") + web + deployment("mon", "prom", "app: prom"), ["peer-in-other-namespace"]],
    ["a label that is misspelt", ingress("    - from: [{ podSelector: { matchLabels: { app: backnd } } }]\n") + web + api, ["misspelt-label"]],
    ["a label that is misspelt in the policy's own selector", ingress("    - from: [{ podSelector: {} }]\n", "{ matchLabels: { app: backnd } }") + web + api, ["misspelt-label"]],
    ["a port of a database", ingress("    - ports: [{ port: 5432 }]\n") + web, ["sensitive-port"]],
    ["a port of a database for any namespace", ingress("    - from: [{ namespaceSelector: {} }]\n      ports: [{ port: 5432 }]\n") + web, ["sensitive-port"]],
    ["a placeholder for a port", ingress("    - ports: [{ port: \"${PORT}\" }]\n") + web, ["unresolved-variable"]],
    ["a placeholder in an address", ingress("    - from: [{ ipBlock: { cidr: \"${NET}\" } }]\n") + web, ["unresolved-variable"]],
    // That the port is open for everybody is another matter.
    ["the Service's port", ingress("    - ports: [{ port: 80 }]\n") + web + service, ["external-traffic-blocked", "world-open-ingress"]],
    ["a port that has another name", ingress("    - ports: [{ port: htpp }]\n") + web + service, ["external-traffic-blocked", "world-open-ingress"]],
  ])("%s", async (_name, text, expected) => {
    expect(await said(text)).toEqual(expected);
  });

  it.each([
    ["the label `name` of a namespace", ingress("    - from: [{ namespaceSelector: { matchLabels: { name: mon } } }]\n") + web + namespace("mon", "team: ops"), ["namespace-name-label"]],
    ["a label without a value", ingress("    - from: [{ namespaceSelector: { matchLabels: { team: } } }]\n") + web + namespace("mon", "team: ops"), ["null-label"]],
    ["a label of another platform", ingress('    - from: [{ namespaceSelector: { matchLabels: { policy-group.network.openshift.io/ingress: "" } } }]\n') + web, ["platform-label-on-other-platform"]],
    ["pods that are elsewhere", ingress("    - from: [{ podSelector: { matchLabels: { app: prom } } }]\n") + web + deployment("mon", "prom", "app: prom"), ["peer-in-other-namespace"]],
  ])("%s, in the closed world", async (_name, text, expected) => {
    expect(await said(text, { world: "closed", platform: "kubernetes" })).toEqual(expected);
  });

  it("names over one protocol", async () => {
    const dns = egress(names.replace("{ port: 53 }, ", "")) + web;
    expect(await said(dns)).toEqual(["required-flow"]);
  });
});

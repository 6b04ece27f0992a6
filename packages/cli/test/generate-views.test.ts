import { expect, it } from "vitest";
import { ipSetOf, openCluster, parseCidr } from "@netpolint/core";
import { generatePolicies, policyTrees, type WantedFlow } from "@netpolint/generate";
import { sideBySide } from "../src/generate/side-by-side.js";
import { treeText } from "../src/generate/tree-text.js";

const web = { apiVersion: "v1", kind: "Pod", metadata: { name: "web", namespace: "shop", labels: { app: "web" } }, spec: { containers: [{ name: "c" }] } };

it("a tree shows what is known behind each address", async () => {
  const { cluster } = await openCluster([{ path: "web.json", text: JSON.stringify(web) }]);
  const [workload] = cluster.workloads;
  if (!workload) throw new Error("no workload");
  const to = (cidr: string, port: number, facts: object = {}): WantedFlow => {
    const block = parseCidr(cidr);
    if (!block) throw new Error(cidr);
    const end = { type: "addresses", sets: [ipSetOf(block)], name: cidr } as const;
    const protocol = port === 53 ? "UDP" : "TCP";
    return { from: { type: "workload", workload }, to: end, protocol, port, because: ["seen"], facts: [{ cidr, ...facts }] };
  };
  const flows = [
    to("8.8.8.8/32", 53),
    to("10.1.2.3/32", 443),
    to("13.50.180.0/24", 443, { names: ["api.example.com"], server: "AWS", original: "13.50.180.111" }),
  ];
  const text = treeText(policyTrees(generatePolicies(cluster, flows)), { colour: false });
  expect(text).toContain("☁ ⌕ 8.8.8.8\n");
  expect(text).toContain("8.8.8.8/32: public\n");
  expect(text).toContain("10.1.2.3/32: private\n");
  expect(text).toContain("☁ ★ 13.50.180.0/24\n");
  expect(text).toContain("13.50.180.0/24: public, DNS api.example.com, server AWS, seen as 13.50.180.111\n");
});

it("two texts stand side by side, with a mark where only one of them has a line", () => {
  const text = sideBySide([{ title: "shop/web", left: "a\nb\nd\n", right: "a\nc\nd\n" }], { colour: false, columns: 43 });
  const row = (left: string, mark: string, right: string): string => `${left.padEnd(20)} ${mark} ${right}`.trimEnd();
  const rows = [row("a", " ", "a"), row("b", "<", ""), row("", ">", "c"), row("d", " ", "d")];
  expect(text).toBe(["shop/web", row("current", " ", "generated"), ...rows, ""].join("\n"));
});

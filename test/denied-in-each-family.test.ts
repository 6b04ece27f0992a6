import { analyze } from "@netpolint/core";
import { kubernetes } from "@netpolint/packs";
import { allRules } from "@netpolint/rules";
import { expect, it } from "vitest";

const input = `apiVersion: v1
kind: Pod
metadata: {namespace: kube-system, name: web}
spec: {containers: [{name: a, image: b}]}
---
apiVersion: v1
kind: Pod
metadata: {namespace: shop, name: api}
spec: {containers: [{name: a, image: b}]}
status: {phase: Running, podIP: "fd00::2", podIPs: [{ip: "fd00::2"}, {ip: 10.0.1.2}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {namespace: kube-system, name: all}
spec:
  podSelector: {}
  ingress: [{from: [{ipBlock: {cidr: "::/1"}}]}]
  egress: [{to: [{ipBlock: {cidr: 10.0.1.1/32}}]}]
`;

// Over IPv4 no rule lets anything in, over IPv6 none lets anything out; alone neither end denies in both families.
it("reports a flow that one end denies in one address family and the other end in the other", async () => {
  const rules = allRules.filter(({ id }) => id === "required-flow");
  const files = [{ path: "a.yaml", text: input }];
  const { findings } = await analyze({ files, rules, packs: [kubernetes] });
  expect(findings.map(({ flow, object }) => [flow?.id, object?.name])).toEqual([
    ["dns-udp+dns-tcp", "all"],
  ]);
});

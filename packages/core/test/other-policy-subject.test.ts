import { describe, expect, test } from "vitest";
import { buildConnectivity, evaluateFlow, isNotUnderstood, openCluster, parseAskedPort, parseEndpoint } from "../src/index.js";
import { calicoSelector } from "../src/resources/other-policy-subject.js";
import { formatSelector } from "../src/sets/label-selector.js";

const pods = ["web", "db"].map(
  (app) => `
apiVersion: v1
kind: Pod
metadata: { name: ${app}, namespace: shop, labels: { app: ${app} } }
---`,
);

function policy(apiVersion: string, kind: string, spec: string, namespace = "shop"): string {
  return `
apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: other, namespace: ${namespace} }
spec: ${spec}
---`;
}

async function verdict(manifest: string, from: string, to: string): Promise<string> {
  const { cluster, policies } = await openCluster([{ path: "all.yaml", text: [...pods, manifest].join("\n") }]);
  const ends = [parseEndpoint(cluster, from), parseEndpoint(cluster, to)] as const;
  const asked = parseAskedPort("80");
  if (isNotUnderstood(ends[0]) || isNotUnderstood(ends[1]) || isNotUnderstood(asked)) return "not understood";
  const answer = evaluateFlow(policies, { from: ends[0], to: ends[1], ...asked });
  const connectivity = buildConnectivity(policies);
  const index = (name: string): number => connectivity.pods.findIndex((pod) => `${pod.namespace}/${pod.name}` === name);
  const listed = connectivity.answerOf(connectivity.ask(index(from), index(to), 4));
  const inListing = listed.allowed.TCP.intervals.length > 0 ? "allow" : listed.undecided.TCP.intervals.length > 0 ? "undefined" : "deny";
  expect(inListing).toBe(answer.verdict);
  return answer.verdict;
}

/** The pods are not isolated by anything but the policy in question, which none of us evaluates. */
const cases: readonly (readonly [string, string, string, string])[] = [
  // A policy about db leaves what web does among others alone, and what db receives open.
  ["Cilium, endpointSelector of db, ingress", policy("cilium.io/v2", "CiliumNetworkPolicy", "{ endpointSelector: { matchLabels: { app: db } }, ingress: [{}] }"), "shop/web shop/db", "undefined"],
  ["Cilium, the other pod is not its subject", policy("cilium.io/v2", "CiliumNetworkPolicy", "{ endpointSelector: { matchLabels: { app: db } }, ingress: [{}] }"), "shop/db shop/web", "allow"],
  ["Cilium, source before the key", policy("cilium.io/v2", "CiliumNetworkPolicy", "{ endpointSelector: { matchLabels: { 'k8s:app': db } }, ingress: [{}] }"), "shop/db shop/web", "allow"],
  ["Cilium, egress of db", policy("cilium.io/v2", "CiliumNetworkPolicy", "{ endpointSelector: { matchLabels: { app: db } }, egress: [{}] }"), "shop/db shop/web", "undefined"],
  ["Cilium, nodes only", policy("cilium.io/v2", "CiliumClusterwideNetworkPolicy", "{ nodeSelector: {}, ingress: [{}] }"), "shop/web shop/db", "allow"],
  ["Calico, another namespace", policy("projectcalico.org/v3", "NetworkPolicy", "{ selector: all() }", "other"), "shop/web shop/db", "allow"],
  ["Calico, selector of db", policy("projectcalico.org/v3", "NetworkPolicy", "{ selector: app == 'db', types: [Ingress] }"), "shop/db shop/web", "allow"],
  ["Calico, selector that is not understood", policy("projectcalico.org/v3", "NetworkPolicy", "{ selector: app contains 'd', types: [Ingress] }"), "shop/db shop/web", "undefined"],
  ["Antrea, appliedTo db", policy("crd.antrea.io/v1beta1", "NetworkPolicy", "{ appliedTo: [{ podSelector: { matchLabels: { app: db } } }] }"), "shop/web shop/db", "undefined"],
  ["Antrea, appliedTo others", policy("crd.antrea.io/v1beta1", "NetworkPolicy", "{ appliedTo: [{ podSelector: { matchLabels: { app: x } } }] }"), "shop/web shop/db", "allow"],
  ["Istio, selector of db", policy("security.istio.io/v1", "AuthorizationPolicy", "{ selector: { matchLabels: { app: db } } }"), "shop/db shop/web", "allow"],
  ["Istio, its own subject", policy("security.istio.io/v1", "AuthorizationPolicy", "{ selector: { matchLabels: { app: db } } }"), "shop/web shop/db", "undefined"],
];

describe("policies that are not evaluated affect what they may select, and nothing else", () => {
  test.each(cases)("%s", async (_name, manifest, ends, expected) => {
    const [from = "", to = ""] = ends.split(" ");
    expect(await verdict(manifest, from, to)).toBe(expected);
  });
});

describe("calicoSelector", () => {
  test.each([
    ["all()", "{}"],
    ["app == 'db'", "app=db"],
    ['app != "db" && has(tier)', "app notin (db),tier"],
    ["!has(tier)", "!tier"],
    ["app in {'a', 'b'} && env not in { 'x' }", "app in (a,b),env notin (x)"],
    ["app == 'a' || app == 'b'", "{}"],
    ["app starts with 'a'", "{}"],
  ])("%s", (text, expected) => {
    expect(formatSelector(calicoSelector(text))).toBe(expected);
  });
});

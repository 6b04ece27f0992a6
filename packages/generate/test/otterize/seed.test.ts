import { describe, expect, it } from "vitest";
import { operatorManifest, otterizePack, outputOf } from "@netpolint/generate";
import { clientIntents, deployment, labelsOf, openIntents, service, verdict } from "./manifests.js";

const namespace = "otterize-tutorial-npol";

const calls = "{service: {name: client}, calls: [{name: server, type: http}]}";
const tutorial = `apiVersion: v1
kind: Namespace
metadata: {name: ${namespace}}
---
${deployment(namespace, "client")}${deployment(namespace, "server")}${clientIntents("v1alpha2", namespace, "client", calls)}`;

describe("the tutorial of 2022", () => {
  it("has the policy that `kubectl describe` shows, label by label", async () => {
    const { cluster } = await openIntents(tutorial, { era: "2022" });
    const { policies } = outputOf({ cluster, parameters: new Map([["era", "2022"]]) });
    expect(policies.map(operatorManifest)).toEqual([
      {
        apiVersion: "networking.k8s.io/v1",
        kind: "NetworkPolicy",
        metadata: {
          name: "access-to-server-from-otterize-tutorial-npol",
          namespace: "otterize-tutorial-npol",
          labels: { "intents.otterize.com/network-policy": "true" },
        },
        spec: {
          podSelector: { matchLabels: { "intents.otterize.com/server": "server-otterize-tutorial-np-7e16db" } },
          policyTypes: ["Ingress"],
          ingress: [
            {
              from: [
                {
                  podSelector: {
                    matchLabels: { "intents.otterize.com/access-server-otterize-tutorial-np-7e16db": "true" },
                  },
                  namespaceSelector: {
                    matchLabels: { "intents.otterize.com/namespace-name": "otterize-tutorial-npol" },
                  },
                },
              ],
            },
          ],
        },
      },
    ]);
  });

  it("has the labels that `kubectl get --show-labels` shows on pods and on the namespace", async () => {
    const { cluster } = await openIntents(tutorial, { era: "2022" });
    expect(labelsOf(cluster, `${namespace}/Deployment/client`)).toEqual({
      app: "client",
      "intents.otterize.com/access-server-otterize-tutorial-np-7e16db": "true",
      "intents.otterize.com/client": "true",
      "intents.otterize.com/server": "client-otterize-tutorial-np-699302",
    });
    expect(labelsOf(cluster, `${namespace}/Deployment/server`)).toEqual({
      app: "server",
      "intents.otterize.com/server": "server-otterize-tutorial-np-7e16db",
    });
    expect([...cluster.assumedNamespaceLabels].map(([name, labels]) => [name, [...labels]])).toEqual([
      [namespace, [["intents.otterize.com/namespace-name", namespace]]],
    ]);
  });

  it.each(["2022", "2024", "current"])(
    "lets the client in and nobody else, as the operator of %s does",
    async (era) => {
      const opened = await openIntents(tutorial + deployment(namespace, "other"), { era });
      expect(verdict(opened, `${namespace}/client`, `${namespace}/server`, "80")).toBe("allow");
      expect(verdict(opened, `${namespace}/other`, `${namespace}/server`, "80")).toBe("deny");
      expect(verdict(opened, `${namespace}/server`, `${namespace}/client`, "80")).toBe("allow");
    },
  );

  it("is neither labelled nor closed in a closed world, which holds what the operator has made", async () => {
    const { cluster } = await openIntents(tutorial, {}, "closed");
    expect(cluster.assumedPolicies).toEqual([]);
    expect(labelsOf(cluster, `${namespace}/Deployment/client`)).toEqual({ app: "client" });
  });
});

const shop = [
  deployment("shop", "loadgenerator"),
  deployment("shop", "frontend", { ports: "{name: http, containerPort: 8080}" }),
  service("shop", "frontend", "frontend", "ports: [{port: 80, targetPort: http}]"),
  service("shop", "frontend-external", "frontend", "type: LoadBalancer, ports: [{port: 80, targetPort: http}]"),
].join("");
const intents = clientIntents(
  "v1alpha2",
  "shop",
  "loadgenerator",
  "{service: {name: loadgenerator}, calls: [{name: frontend}]}",
);

describe("the demo with a load balancer", () => {
  it("is shut out by the intents alone", async () => {
    const opened = await openIntents(shop + intents, { externalTraffic: "off" });
    expect(verdict(opened, "shop/loadgenerator", "shop/frontend", "8080")).toBe("allow");
    expect(verdict(opened, "203.0.113.9", "shop/frontend", "8080")).toBe("deny");
  });

  it("is let in on the target port by the policy that is made for it", async () => {
    const opened = await openIntents(shop + intents);
    expect(verdict(opened, "203.0.113.9", "shop/frontend", "8080")).toBe("allow");
    expect(verdict(opened, "203.0.113.9", "shop/frontend", "80")).toBe("deny");
    expect(opened.cluster.assumedPolicies.map(({ meta }) => meta.name)).toEqual([
      "frontend-access",
      "external-access-to-frontend-external",
    ]);
  });

  it("has nothing made for it without intents: that would shut out everybody else", async () => {
    const { cluster } = await openIntents(shop);
    expect(cluster.assumedPolicies).toEqual([]);
    expect(cluster.assumedFacts).toEqual([]);
    expect(outputOf({ cluster, parameters: new Map([["externalTraffic", "always"]]) }).policies).toEqual([]);
    expect(otterizePack.occurs(cluster)).toBe(false);
  });
});

import { describe, expect, it } from "vitest";
import type { JsonValue } from "@netpolint/core";
import { intendedFlows, operatorManifest, outputOf } from "@netpolint/generate";
import { clientIntents, deployment, labelsOf, openIntents, service, verdict } from "./manifests.js";

const pods = deployment("a", "web") + deployment("b", "api", { ports: "{name: http, containerPort: 8080}" });
const apiService = service("b", "api", "api", "ports: [{port: 80, targetPort: http}]");

async function manifests(
  text: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<readonly JsonValue[]> {
  const { cluster } = await openIntents(text, parameters);
  return outputOf({ cluster, parameters: new Map(Object.entries(parameters)) }).policies.map(operatorManifest);
}

async function names(text: string, parameters: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const { cluster } = await openIntents(text, parameters);
  const { policies } = outputOf({ cluster, parameters: new Map(Object.entries(parameters)) });
  return policies.map(({ namespace, name }) => `${namespace}/${name}`);
}

const webCallsApi: Readonly<Record<string, string>> = {
  v1alpha2: "{service: {name: web}, calls: [{name: api.b}]}",
  v1alpha3: "{service: {name: web, kind: Deployment}, calls: [{name: api.b, type: http}]}",
  v1beta1: "{service: {name: web}, calls: [{name: api.b, type: kafka, kafkaTopics: []}]}",
  v2alpha1: "{workload: {name: web}, targets: [{kubernetes: {name: api.b}}]}",
  v2beta1: "{workload: {name: web, kind: Deployment}, targets: [{kafka: {name: api.b, topics: []}}]}",
};

describe("ClientIntents", () => {
  it.each(Object.entries(webCallsApi))("of %s name a client and what it calls", async (version, spec) => {
    const opened = await openIntents(pods + deployment("a", "other") + clientIntents(version, "a", "web", spec));
    expect(verdict(opened, "a/web", "b/api", "8080")).toBe("allow");
    expect(verdict(opened, "a/other", "b/api", "8080")).toBe("deny");
  });

  it.each([
    ["v1alpha2", "{service: {name: web}, calls: [{name: 'svc:api.b'}]}"],
    ["v1alpha3", "{service: {name: web}, calls: [{name: api.b, kind: Service}]}"],
    ["v2beta1", "{workload: {name: web}, targets: [{service: {name: api.b}}]}"],
    ["v2alpha1", "{workload: {name: web}, targets: [{kubernetes: {name: api.b, kind: Service}}]}"],
  ])("of %s call Services on the ports of their pods", async (version, spec) => {
    const text = pods + apiService + clientIntents(version, "a", "web", spec);
    expect(await names(text)).toEqual(["b/api-service-access"]);
    const opened = await openIntents(text);
    expect(verdict(opened, "a/web", "b/api", "8080")).toBe("allow");
    expect(verdict(opened, "a/web", "b/api", "9090")).toBe("deny");
  });

  it("with a kind name pods of that kind only", async () => {
    const spec = "{workload: {name: web, kind: Deployment}, targets: [{kubernetes: {name: api.b, kind: Deployment}}]}";
    expect(await manifests(pods + clientIntents("v2beta1", "a", "web", spec))).toMatchObject([
      {
        metadata: { name: "api-deployment-access", namespace: "b" },
        spec: {
          podSelector: {
            matchLabels: {
              "intents.otterize.com/owner-kind": "Deployment",
              "intents.otterize.com/service": "api-b-3463b4",
            },
          },
        },
      },
    ]);
  });

  it("may be written at the pods that are called", async () => {
    const caller = `{intents.otterize.com/called-by: '[{"name":"web.a","kind":"Deployment"}]'}`;
    const text = deployment("a", "web") + deployment("a", "other") + deployment("b", "api", { annotations: caller });
    const opened = await openIntents(text);
    expect(verdict(opened, "a/web", "b/api", "80")).toBe("allow");
    expect(verdict(opened, "a/other", "b/api", "80")).toBe("deny");
  });

  it("name workloads as their pods' annotation does", async () => {
    const named = "{intents.otterize.com/workload-name: backend}";
    const text = deployment("a", "web") + deployment("b", "api", { annotations: named });
    const spec = "{workload: {name: web}, targets: [{kubernetes: {name: backend.b}}]}";
    const opened = await openIntents(text + clientIntents("v2beta1", "a", "web", spec));
    expect(labelsOf(opened.cluster, "b/Deployment/api")).toMatchObject({
      "intents.otterize.com/service": "backend-b-b77416",
    });
    expect(verdict(opened, "a/web", "b/api", "80")).toBe("allow");
  });

  it("make no policy for databases and clouds, and say what is not understood", async () => {
    const spec = "{workload: {name: web}, targets: [{sql: {name: db}}, {aws: {arn: x}}, {surprise: {name: x}}]}";
    const { cluster } = await openIntents(pods + clientIntents("v2beta1", "a", "web", spec));
    const output = outputOf({ cluster, parameters: new Map() });
    expect(output.policies).toEqual([]);
    expect(output.declared.unread.map(({ problem }) => problem)).toEqual([
      "`spec.targets.2` names no target that is known",
    ]);
    expect(intendedFlows(output).remarks).toEqual([
      "ClientIntents `a/web`: no policy is made for a target of type `sql`.",
      "ClientIntents `a/web`: no policy is made for a target of type `aws`.",
    ]);
  });

  it("of one client in several objects are put together, as are clients of several namespaces", async () => {
    const text =
      pods +
      deployment("c", "job") +
      clientIntents("v2beta1", "a", "web", "{workload: {name: web}, targets: [{kubernetes: {name: api.b}}]}") +
      clientIntents("v2beta1", "c", "job", "{workload: {name: job}, targets: [{kubernetes: {name: api.b}}]}");
    const [policy] = (await manifests(text)) as readonly { readonly spec: { readonly ingress: readonly unknown[] } }[];
    expect(policy?.spec.ingress).toEqual(
      ["a", "c"].map((namespace) => ({
        from: [
          {
            podSelector: { matchLabels: { "intents.otterize.com/access-api-b-3463b4": "true" } },
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
          },
        ],
      })),
    );
  });
});

describe("the operator's settings", () => {
  const declared = pods + apiService + clientIntents("v2beta1", "a", "web", webCallsApi["v2alpha1"] ?? "");

  it("leave egress open unless they are told otherwise; then names may still be asked for", async () => {
    expect(verdict(await openIntents(declared), "a/web", "198.51.100.1", "443")).toBe("allow");
    const egress = await openIntents(declared, { egress: "true" });
    expect(verdict(egress, "a/web", "198.51.100.1", "443")).toBe("deny");
    expect(verdict(egress, "a/web", "b/api", "8080")).toBe("allow");
    expect(verdict(egress, "a/web", "198.51.100.1", "53/udp")).toBe("allow");
    const silent = await openIntents(declared, { egress: "true", egressDns: "false" });
    expect(verdict(silent, "a/web", "198.51.100.1", "53/udp")).toBe("deny");
  });

  it("may have a policy for each direction", async () => {
    expect(await names(declared, { egress: "true" })).toEqual(["a/web-access", "b/api-access"]);
    expect(await names(declared, { egress: "true", separatePolicies: "true" })).toEqual([
      "a/web-egress",
      "b/api-ingress",
    ]);
  });

  it("isolate nothing in shadow mode but what is active or protected", async () => {
    expect(await names(declared, { enforcement: "shadow" })).toEqual([]);
    expect(await names(declared, { enforcement: "shadow", activeNamespaces: "x, b" })).toEqual(["b/api-access"]);
    const guard = `apiVersion: k8s.otterize.com/v2beta1
kind: ProtectedService
metadata: {name: guard, namespace: b}
spec: {name: api, kind: Deployment}
---
`;
    // The kind of the protection and that of the identity have to be the same.
    expect(await names(declared + guard, { enforcement: "shadow" })).toEqual(["b/default-deny-api-deployment"]);
    const anyKind = guard.replace(", kind: Deployment", "");
    expect(await names(declared + anyKind, { enforcement: "shadow" })).toEqual(["b/api-access", "b/default-deny-api"]);
  });

  it("look at some namespaces only", async () => {
    expect(await names(declared, { watchedNamespaces: "c" })).toEqual([]);
    expect(await names(declared, { watchedNamespaces: "a,c" })).toEqual(["b/api-access"]);
  });

  it("put many addresses of the internet into networks where the operator is told to", async () => {
    const spec = "{workload: {name: web}, targets: [{internet: {ips: [198.51.100.7, 198.51.100.9, 203.0.113.5, 10.0.0.0/8, '2001:db8::1']}}]}";
    const text = pods + clientIntents("v2beta1", "a", "web", spec);
    const cidrs = async (parameters: Readonly<Record<string, string>>): Promise<unknown> => {
      const [made] = await manifests(text, { egress: "true", ...parameters });
      return JSON.stringify(made).match(/(?<="cidr":")[^"]+/g);
    };
    const single = ["10.0.0.0/8", "198.51.100.7/32", "198.51.100.9/32", "2001:db8::1/128", "203.0.113.5/32"];
    expect(await cidrs({ groupAddressesAbove: "4" })).toEqual(single);
    expect(await cidrs({ groupAddresses: "true" })).toEqual(single);
    expect(await cidrs({ groupAddresses: "true", groupAddressesAbove: "5" })).toEqual(single);
    expect(await cidrs({ groupAddresses: "true", groupAddressesAbove: "4" })).toEqual([
      "10.0.0.0/8",
      "198.51.100.0/24",
      "2001:db8::1/128",
      "203.0.113.0/24",
    ]);
  });

  it("open the addresses of the internet that are written or resolved, IPv6 as one address", async () => {
    const internet = "{domains: [pay.example.com], ips: [10.1.2.3/8, '2001:db8::1'], ports: [443]}";
    const resolved = "{dns: pay.example.com, ips: [203.0.113.7]}, {dns: other.example.com, ips: [203.0.113.8]}";
    const spec = `{workload: {name: web}, targets: [{internet: ${internet}}]}\nstatus: {resolvedIPs: [${resolved}]}`;
    const [policy] = (await manifests(pods + clientIntents("v2beta1", "a", "web", spec), {
      egress: "true",
    })) as readonly {
      readonly spec: { readonly egress: readonly unknown[] };
    }[];
    expect(policy?.spec.egress[0]).toEqual({
      to: ["10.0.0.0/8", "2001:db8::1/128", "203.0.113.7/32"].map((cidr) => ({ ipBlock: { cidr } })),
      ports: [{ port: 443 }],
    });
  });

  it("reach the API server by its addresses", async () => {
    const kubernetes = `apiVersion: v1
kind: Service
metadata: {name: kubernetes, namespace: default}
spec: {clusterIP: 10.96.0.1, clusterIPs: [10.96.0.1], ports: [{port: 443, targetPort: 6443}]}
---
`;
    const spec = "{workload: {name: web}, targets: [{service: {name: kubernetes.default}}]}";
    const [policy] = (await manifests(pods + kubernetes + clientIntents("v2beta1", "a", "web", spec), {
      egress: "true",
    })) as readonly {
      readonly metadata: { readonly name: string };
      readonly spec: { readonly egress: readonly unknown[] };
    }[];
    expect(policy?.metadata.name).toBe("web-access");
    expect(policy?.spec.egress[0]).toEqual({
      to: [{ ipBlock: { cidr: "10.96.0.1/32" } }],
      ports: [{ protocol: "TCP", port: 6443 }],
    });
  });
});

describe("traffic of others", () => {
  const declared = pods + clientIntents("v2beta1", "a", "web", webCallsApi["v2alpha1"] ?? "");
  const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop, namespace: b}
spec: {defaultBackend: {service: {name: api, port: {number: 80}}}}
---
`;

  it("from outside comes in through NodePorts and Ingresses, and is not made for where it is off", async () => {
    const nodePort = service("b", "api-node", "api", "type: NodePort, ports: [{port: 80, targetPort: http}]");
    expect(await names(declared + apiService)).toEqual(["b/api-access"]);
    expect(await names(declared + nodePort)).toEqual(["b/api-access", "b/external-access-to-api-node"]);
    expect(await names(declared + apiService + ingress)).toEqual(["b/api-access", "b/external-access-to-api"]);
    expect(await names(declared + nodePort, { externalTraffic: "off" })).toEqual(["b/api-access"]);
  });

  it("is let in everywhere where that is wanted, but never in shadow mode", async () => {
    const other = deployment("b", "open", { ports: "{name: http, containerPort: 8080}" });
    const text =
      declared + other + service("b", "open", "open", "type: LoadBalancer, ports: [{port: 80, targetPort: http}]");
    expect(await names(text)).toEqual(["b/api-access"]);
    expect(await names(text, { externalTraffic: "always" })).toEqual(["b/api-access", "b/external-access-to-open"]);
    expect(await names(text, { externalTraffic: "always", enforcement: "shadow" })).toEqual([]);
  });

  it("comes from the controllers of Ingresses only, where they are known", async () => {
    const text = declared + apiService + ingress + deployment("nginx", "controller");
    const opened = await openIntents(text, { ingressControllers: "nginx/Deployment/controller" });
    expect(verdict(opened, "nginx/controller", "b/api", "8080")).toBe("allow");
    expect(verdict(opened, "203.0.113.9", "b/api", "8080")).toBe("deny");
  });

  it("of webhooks reaches the pods that are isolated", async () => {
    const webhook = `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: check}
webhooks:
  - name: check.example.com
    clientConfig: {service: {namespace: b, name: api, port: 80}}
---
`;
    expect(await names(declared + apiService + webhook)).toEqual(["b/api-access", "b/webhook-check-access-to-api"]);
    const opened = await openIntents(declared + apiService + webhook);
    expect(verdict(opened, "203.0.113.9", "b/api", "8080")).toBe("allow");
    expect(verdict(opened, "203.0.113.9", "b/api", "9090")).toBe("deny");
    expect(await names(apiService + pods + webhook)).toEqual([]);
  });

  it("of collectors of metrics reaches the port that is annotated", async () => {
    const scraped = `{prometheus.io/scrape: "true", prometheus.io/port: "9100"}`;
    const text = declared.replace(
      deployment("b", "api", { ports: "{name: http, containerPort: 8080}" }),
      deployment("b", "api", { annotations: scraped }),
    );
    const all = text + deployment("monitoring", "prometheus");
    expect(await names(all)).toEqual(["b/api-access"]);
    const opened = await openIntents(all, { prometheus: "monitoring/Deployment/prometheus" });
    expect(verdict(opened, "monitoring/prometheus", "b/api", "9100")).toBe("allow");
    expect(verdict(opened, "monitoring/prometheus", "b/api", "8080")).toBe("deny");
    // The operator lets everybody in on 53 beside it.
    expect(verdict(opened, "203.0.113.9", "b/api", "53/udp")).toBe("allow");
    expect(verdict(opened, "203.0.113.9", "b/api", "9100")).toBe("deny");
  });

  it("of collectors of metrics reaches the pods behind a Service that asks for it, at their own port", async () => {
    const annotated = apiService.replace("metadata: {", `metadata: {annotations: {prometheus.io/scrape: "true"}, `);
    expect(annotated).not.toBe(apiService);
    const settings = { prometheus: "monitoring/Deployment/prometheus" };
    const all = declared + annotated + deployment("monitoring", "prometheus");
    expect(await names(all, settings)).toEqual(["b/api-access", "b/metrics-collection-access-to-service-api"]);
    const opened = await openIntents(all, settings);
    expect(verdict(opened, "monitoring/prometheus", "b/api", "8080")).toBe("allow");
    expect(verdict(opened, "monitoring/prometheus", "b/api", "80")).toBe("deny");
  });

  it("of collectors of metrics reaches the ports of the containers where none is annotated, and nothing where there is none", async () => {
    const scraped = (ports: string): string =>
      declared.replace(
        deployment("b", "api", { ports: "{name: http, containerPort: 8080}" }),
        deployment("b", "api", { annotations: `{prometheus.io/scrape: "true"}`, ...(ports && { ports }) }),
      ) + deployment("monitoring", "prometheus");
    const settings = { prometheus: "monitoring/Deployment/prometheus" };
    const opened = await openIntents(scraped("{containerPort: 9200}"), settings);
    expect(verdict(opened, "monitoring/prometheus", "b/api", "9200")).toBe("allow");
    expect(verdict(opened, "monitoring/prometheus", "b/api", "8080")).toBe("deny");
    const closed = await openIntents(scraped(""), settings);
    expect(verdict(closed, "monitoring/prometheus", "b/api", "9200")).toBe("deny");
  });
});

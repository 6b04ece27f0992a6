import { type Cni, type JsonValue, openCluster, parseCidr, type Platform } from "@netpolint/core";
import { netobserv } from "@netpolint/packs";
import { describe, expect, it } from "vitest";

interface Setup {
  readonly spec?: object;
  readonly platform?: Platform;
  readonly cni?: Cni;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly apiServer?: string;
}

interface Policy {
  readonly metadata: { readonly namespace: string };
  readonly spec: { readonly podSelector: JsonValue; readonly ingress: JsonValue; readonly egress: JsonValue };
}

async function policiesFor({ spec = {}, platform, cni, parameters = {}, apiServer }: Setup): Promise<readonly Policy[]> {
  const collector = { apiVersion: "flows.netobserv.io/v1beta2", kind: "FlowCollector", metadata: { name: "cluster" }, spec };
  const files = [{ path: "collector.json", text: JSON.stringify(collector) }];
  const settings = {
    apiServer: (apiServer?.split(",") ?? []).map((text) => parseCidr(text)!),
    ...(platform ? { platform } : {}),
    ...(cni ? { cni } : {}),
  };
  const packs = { packs: [netobserv], parameters: new Map<string, string>() };
  const { cluster } = await openCluster(files, settings, undefined, packs);
  const made = netobserv.operatorPolicies?.({ cluster, parameters: new Map(Object.entries(parameters)) }) ?? [];
  return made as unknown as readonly Policy[];
}

const own = { podSelector: {} };
const named = (name: string) => ({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } });
const oneOf = (...values: readonly string[]) => ({
  namespaceSelector: { matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values }] },
  podSelector: {},
});
const tcp = (...ports: readonly number[]) => ports.map((port) => ({ protocol: "TCP", port }));
const hosts = { namespaceSelector: { matchLabels: { "policy-group.network.openshift.io/host-network": "" } } };
const apiServers = oneOf("openshift-apiserver", "openshift-kube-apiserver");

// Row by row what buildMainNetworkPolicy and buildPrivilegedNetworkPolicy of the operator, 1.11.1, write.
describe("the policies of NetObserv's operator", () => {
  it("open the own namespace and kube-system elsewhere", async () => {
    const [main, privileged] = await policiesFor({});
    expect(main).toEqual({
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "netobserv", namespace: "netobserv" },
      spec: {
        podSelector: { matchLabels: { "part-of": "netobserv-operator" } },
        policyTypes: ["Ingress", "Egress"],
        ingress: [{ from: [own] }],
        egress: [{ to: [own] }, { to: [oneOf("kube-system")] }],
      },
    });
    expect(privileged).toMatchObject({
      metadata: { name: "netobserv", namespace: "netobserv-privileged" },
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [], egress: [] },
    });
  });

  it("open OpenShift's console, nodes, API server, DNS and monitoring there", async () => {
    const [main, privileged] = await policiesFor({ platform: "openshift", cni: "ovn-kubernetes" });
    expect(main?.spec).toMatchObject({
      ingress: [
        { from: [own] },
        { from: [named("openshift-console")], ports: tcp(9001) },
        { from: [hosts], ports: tcp(9443, 2055) },
        { from: [oneOf("openshift-monitoring")] },
      ],
      egress: [
        { to: [own] },
        { to: [apiServers], ports: tcp(6443) },
        { to: [oneOf("openshift-dns", "openshift-monitoring")] },
      ],
    });
    expect(privileged?.spec).toMatchObject({ ingress: [{ from: [oneOf("openshift-monitoring")] }], egress: [] });
  });

  it.each(["Direct", "Kafka"])("do not open the processor's port to nodes in the %s model", async (deploymentModel) => {
    const [onOpenShift] = await policiesFor({ spec: { deploymentModel }, platform: "openshift" });
    expect(onOpenShift?.spec.ingress).toContainEqual({ from: [hosts], ports: tcp(9443) });
    const [onOvn] = await policiesFor({ spec: { deploymentModel }, cni: "ovn-kubernetes" });
    expect(onOvn?.spec.ingress).toEqual([{ from: [own] }]);
  });

  it("open it to OVN-Kubernetes' namespace for nodes outside OpenShift, at the port of the FlowCollector", async () => {
    const [main] = await policiesFor({ spec: { processor: { advanced: { port: 3055 } } }, cni: "ovn-kubernetes" });
    expect(main?.spec.ingress).toEqual([{ from: [own] }, { from: [named("ovn-host-network")], ports: tcp(3055) }]);
    const [kindnet] = await policiesFor({ cni: "kindnet" });
    expect(kindnet?.spec.ingress).toEqual([{ from: [own] }]);
  });

  it("do not open a console plugin that is not there, and open its own port", async () => {
    const [without] = await policiesFor({ spec: { consolePlugin: { enable: false } }, platform: "openshift" });
    expect(JSON.stringify(without)).not.toContain("openshift-console");
    const [other] = await policiesFor({ spec: { consolePlugin: { advanced: { port: 9101 } } }, platform: "openshift" });
    expect(other?.spec.ingress).toContainEqual({ from: [named("openshift-console")], ports: tcp(9101) });
  });

  it("open LokiStack's namespace first and the additional ones last, in both directions", async () => {
    const loki = { mode: "LokiStack", lokiStack: { name: "loki", namespace: "logs" } };
    const spec = { loki, networkPolicy: { additionalNamespaces: ["kafka", "collectors"] } };
    const [main] = await policiesFor({ spec, platform: "openshift", parameters: { monitoring: "upstream" } });
    expect(main?.spec.ingress).toContainEqual({
      from: [oneOf("logs", "openshift-user-workload-monitoring", "kafka", "collectors")],
    });
    expect(main?.spec.egress).toContainEqual({
      to: [oneOf("logs", "openshift-dns", "openshift-monitoring", "kafka", "collectors")],
    });
    const [own1] = await policiesFor({ spec: { namespace: "logs", loki } });
    expect(own1?.spec.egress).toEqual([{ to: [own] }, { to: [oneOf("kube-system")] }]);
    const [unused] = await policiesFor({ spec: { loki: { ...loki, enable: false } } });
    expect(JSON.stringify(unused)).not.toContain("logs");
  });

  it("open the API server's addresses on OpenShift where they are known", async () => {
    const apiServer = "10.0.0.1/32";
    const [main] = await policiesFor({ platform: "openshift", apiServer });
    expect(main?.spec.egress).toContainEqual({ to: [{ ipBlock: { cidr: "10.0.0.1/32" } }], ports: tcp(6443) });
    const [several] = await policiesFor({ platform: "openshift", apiServer: "10.0.0.0/31,10.0.0.8/32" });
    const blocks = ["10.0.0.0/31", "10.0.0.8/32"].map((cidr) => ({ ipBlock: { cidr } }));
    expect(several?.spec.egress).toContainEqual({ to: blocks, ports: tcp(6443) });
    const [elsewhere] = await policiesFor({ apiServer });
    expect(JSON.stringify(elsewhere)).not.toContain("ipBlock");
  });

  it("are in the FlowCollector's namespaces", async () => {
    const made = await policiesFor({ spec: { namespace: "observe" } });
    expect(made.map(({ metadata }) => metadata.namespace)).toEqual(["observe", "observe-privileged"]);
  });
});

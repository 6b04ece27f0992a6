import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { otterizePack } from "@netpolint/generate";
import { allPacks, packDocuments, packPage } from "@netpolint/packs";
import { describe, expect, it } from "vitest";
import { exists, filesIn, read, root } from "./repository.js";

const update = process.env["NETPOLINT_UPDATE"] === "1";

describe("pages of packs", () => {
  it.each(packDocuments.map((document) => [document.id, document] as const))(
    "docs/packs/%s.md is made from the pack (NETPOLINT_UPDATE=1 writes it)",
    (id, document) => {
      const path = `docs/packs/${id}.md`;
      if (update) writeFileSync(join(root, path), packPage(document));
      expect(exists(path) ? read(path) : "").toBe(packPage(document));
    },
  );

  it("there is one for each pack, and a pack for each", () => {
    const pages = filesIn("docs/packs").filter((name) => name.endsWith(".md"));
    expect(pages.map((name) => name.slice(0, -".md".length)).toSorted()).toEqual(
      [...allPacks, otterizePack].map(({ id }) => id).toSorted(),
    );
  });
});

// The matrix as NetObserv publishes it: who, in which direction, with whom, at which port, and when.
const netobservMatrix: readonly (readonly [id: string, words: readonly string[]])[] = [
  ["NO-1", ["Ingress of the operator", "must", "Kube API Server", "TCP 9443"]],
  ["NO-2", ["Ingress of the operator", "may", "Prometheus", "TCP 8443", "depends on your Prometheus setup"]],
  ["NO-3", ["Egress of the operator", "must", "Kube API Server", "TCP 6443"]],
  ["NO-4", ["Ingress of the agents", "may", "Prometheus", "TCP 9400", "depends on your Prometheus setup"]],
  ["NO-5", ["Egress of the agents", "Service", "must", "app=flowlogs-pipeline", "2055", "spec.processor.advanced.port"]],
  ["NO-6", ["Egress of the agents", "Kafka", "must", "depends on your Kafka setup"]],
  ["NO-7", ["Egress of the agents", "Direct", "must", "app=flowlogs-pipeline", "2055", "host-network", "same host"]],
  ["NO-8", ["Ingress of flowlogs-pipeline", "must", "Prometheus", "TCP 9401", "depends on your Prometheus setup"]],
  ["NO-9", ["Ingress of flowlogs-pipeline", "Service", "must", "app=netobserv-ebpf-agent", "2055"]],
  ["NO-9", ["Ingress of flowlogs-pipeline", "Direct", "must", "app=netobserv-ebpf-agent", "2055", "host-network"]],
  ["NO-10", ["Egress of flowlogs-pipeline", "Kafka", "must", "depends on your Kafka setup"]],
  ["NO-11", ["Egress of flowlogs-pipeline", "spec.loki.enabled", "must", "Loki", "usually 3100"]],
  ["NO-12", ["Egress of flowlogs-pipeline", "spec.exporters", "must", "exporter configuration"]],
  ["NO-13", ["Ingress of the console plugin", "Ingress route or gateway", "user traffic"]],
  ["NO-14", ["Ingress of the console plugin", "may", "Prometheus", "TCP 9002", "depends on your Prometheus setup"]],
  ["NO-15", ["Egress of the console plugin", "must", "Prometheus and AlertManager", "spec.prometheus.querier"]],
  ["NO-16", ["Egress of the console plugin", "spec.loki.enabled", "must", "Loki", "usually 3100"]],
];

describe("the page of netobserv", () => {
  const page = read("docs/packs/netobserv.md");

  it.each(netobservMatrix)("has %s as it is published", (id, words) => {
    const lines = page.split("\n").filter((line) => line.startsWith("- NO-") && line.split(":")[0]?.split(/[ +-]+/).join("-").includes(id));
    expect(lines.some((line) => words.every((word) => line.includes(word)))).toBe(true);
  });

  // What is beyond the matrix: the advisory rows, each a row of a table.
  it.each([
    ["NO-A1", ["Kafka", "flowlogs-pipeline-transformer"]],
    ["NO-A2", ["flowlogs-pipeline", "the API server", "6443"]],
    ["NO-A3", ["DNS", "UDP"]],
    ["NO-A3", ["DNS", "TCP"]],
    ["NO-A4", ["the console plugin", "the API server", "6443"]],
    ["NO-A5", ["netobserv-ebpf-agent", "host network", "policy-group.network.openshift.io/host-network", "ovn-host-network"]],
    ["NO-A6", ["Direct", "host network", "host port"]],
  ])("has the advisory row %s", (id, words) => {
    const rows = page.split("\n").filter((line) => line.startsWith(`| [${id}]`));
    expect(rows.some((row) => words.every((word) => row.includes(word)))).toBe(true);
  });

  it.each([
    "spec.networkPolicy.enable",
    "spec.networkPolicy.additionalNamespaces",
    "Kindnet",
    "OVN-Kubernetes with the API server in kube-system",
    "OpenShift with OVN-Kubernetes",
    "part-of: netobserv-operator",
    "spec.namespace",
    "-privileged",
    "podSelector: {}",
    "deploying Loki, Prometheus and Kafka",
  ])("says %s", (words) => {
    expect(page).toContain(words);
  });
});

it("the page of ibm-flink has the advisory rows", () => {
  const page = read("docs/packs/ibm-flink.md");
  expect(["FL-A1", "FL-A2", "FL-A3", "FL-A4", "FL-A5"].filter((id) => !new RegExp(`^\\| \\[?${id}\\b`, "m").test(page))).toEqual([]);
});

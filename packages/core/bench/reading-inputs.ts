import { closeSync, openSync, writeSync } from "node:fs";
import { stringify } from "yaml";
import type { JsonValue } from "../src/source/json-value.js";
import { createRandom, type Random } from "./random.js";
import {
  expressionSelector,
  ipBlockPeer,
  labelsSelector,
  podAddress,
  policyObject,
  type RawObject,
  tcpPort,
} from "./raw-objects.js";

// Texts as people have them: a pod with everything that a cluster writes into it, policies, and large ConfigMaps.

const seed = 20_260_620;

function hex(random: Random, length: number): string {
  return Array.from({ length }, () => random.below(16).toString(16)).join("");
}

/** A pod as `kubectl get` shows it, 4 to 5 kB of indented JSON. */
function clusterPod(random: Random, index: number): RawObject {
  const app = `app-${random.below(500)}`;
  const since = "2026-06-20T21:17:13Z";
  const port = (name: string, containerPort: number): JsonValue => ({ name, containerPort, protocol: "TCP" });
  const condition = (type: string): JsonValue => ({ lastTransitionTime: since, status: "True", type });
  const toleration = (key: string): JsonValue => ({
    effect: "NoExecute",
    key: `node.kubernetes.io/${key}`,
    operator: "Exists",
    tolerationSeconds: 300,
  });
  const token = { serviceAccountToken: { expirationSeconds: 3607, path: "token" } };
  const authority = { configMap: { items: [{ key: "ca.crt", path: "ca.crt" }], name: "kube-root-ca.crt" } };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      annotations: { "checksum/config": hex(random, 64), "prometheus.io/scrape": "true" },
      creationTimestamp: since,
      labels: { app, tier: random.pick(["front", "back"]), "pod-template-hash": hex(random, 10) },
      name: `${app}-${hex(random, 10)}-${hex(random, 5)}`,
      namespace: `ns-${index % 100}`,
      ownerReferences: [
        { apiVersion: "apps/v1", controller: true, kind: "ReplicaSet", name: app, uid: hex(random, 32) },
      ],
      resourceVersion: String(random.below(1e9)),
      uid: hex(random, 32),
    },
    spec: {
      containers: [
        {
          name: "main",
          image: "registry.example.com/team/app:1.2.3",
          env: [
            { name: "MODE", value: "production" },
            { name: "SECRET", valueFrom: { secretKeyRef: { name: "app", key: "token" } } },
          ],
          ports: [port("http", 8080), port("metrics", 9090)],
          resources: { limits: { cpu: "500m", memory: "256Mi" }, requests: { cpu: "100m", memory: "128Mi" } },
          volumeMounts: [{ mountPath: "/var/run/secrets/kubernetes.io/serviceaccount", name: "access" }],
        },
      ],
      nodeName: `node-${random.below(50)}`,
      restartPolicy: "Always",
      serviceAccountName: "default",
      tolerations: [toleration("not-ready"), toleration("unreachable")],
      volumes: [{ name: "access", projected: { defaultMode: 420, sources: [token, authority] } }],
    },
    status: {
      conditions: ["Initialized", "Ready", "ContainersReady", "PodScheduled"].map(condition),
      hostIP: "192.0.2.1",
      phase: "Running",
      podIP: podAddress(index),
      podIPs: [{ ip: podAddress(index) }],
      startTime: since,
    },
  };
}

function somePolicy(random: Random, index: number): RawObject {
  const app = (): JsonValue => labelsSelector({ app: `app-${random.below(500)}` });
  const teams = expressionSelector("team", "In", ["payments", "search"]);
  return policyObject({
    namespace: `ns-${index % 100}`,
    name: `policy-${index}`,
    podSelector: app(),
    ingress: [{ peers: [{ podSelector: app() }, { namespaceSelector: teams }], ports: [tcpPort(8080)] }],
    egress: [
      { peers: [ipBlockPeer("10.0.0.0/8", ["10.1.0.0/16"])], ports: [tcpPort(443)] },
      { peers: [], ports: [{ protocol: "UDP", port: 53 }] },
    ],
  });
}

/** A ConfigMap of about 4 kB, most of it one block scalar. */
function someConfigMap(random: Random, index: number): RawObject {
  const lines = Array.from({ length: 60 }, (_, line) => `setting.${line} = ${hex(random, 40)} # not: yaml`);
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: `config-${index}`, namespace: `ns-${index % 100}` },
    data: { "app.conf": `${lines.join("\n")}\n`, mode: "production" },
  };
}

/** One document of policies and pods in turn. */
function documentText(random: Random, index: number): string {
  const object = index % 2 === 0 ? somePolicy(random, index) : clusterPod(random, index);
  return `---\n${stringify(object, { lineWidth: 0 })}`;
}

/** Policies and pods, half and half by count, as YAML documents. */
export function policiesAndPods(length: number): string {
  const random = createRandom(seed);
  return collect(length, (index) => documentText(random, index));
}

/** Policies that name no addresses, as YAML documents. */
export function smallPolicies(length: number): string {
  const random = createRandom(seed);
  return collect(length, (index) => {
    const app = (): JsonValue => labelsSelector({ app: `app-${random.below(500)}` });
    const ingress = [{ peers: [{ podSelector: app() }], ports: [tcpPort(8080)] }];
    const policy = policyObject({ namespace: "shop", name: `policy-${index}`, podSelector: app(), ingress, egress: [] });
    return `---\n${stringify(policy, { lineWidth: 0 })}`;
  });
}

/** The same among ConfigMaps that make up four fifths of the text. */
export function mostlyConfigMaps(length: number): string {
  const random = createRandom(seed);
  let config = 0;
  let all = 0;
  return collect(length, (index) => {
    const isConfig = config < all * 0.8 || index === 0;
    const object = someConfigMap(random, index);
    const text = isConfig ? `---\n${stringify(object, { lineWidth: 0 })}` : documentText(random, index);
    if (isConfig) config += text.length;
    all += text.length;
    return text;
  });
}

function collect(length: number, make: (index: number) => string): string {
  const parts: string[] = [];
  for (let index = 0, size = 0; size < length; index += 1) {
    const part = make(index);
    parts.push(part);
    size += part.length;
  }
  return parts.join("");
}

/** What `kubectl get pods,networkpolicies -A -o json` prints: one policy for twenty pods. */
export function clusterDump(length: number): string {
  const random = createRandom(seed);
  const items = collect(length, (index) => {
    const object = index % 21 === 0 ? somePolicy(random, index) : clusterPod(random, index);
    const text = JSON.stringify(object, undefined, 4).replaceAll("\n", "\n        ");
    return `${index === 0 ? "" : ",\n"}        ${text}`;
  });
  return `{\n    "apiVersion": "v1",\n    "items": [\n${items}\n    ],\n    "kind": "List"\n}\n`;
}

/** Writes policies and pods to a file piece by piece. */
export function writeStream(path: string, length: number): void {
  const random = createRandom(seed);
  const file = openSync(path, "w");
  for (let index = 0, size = 0; size < length; index += 1) {
    size += writeSync(file, documentText(random, index));
  }
  closeSync(file);
}

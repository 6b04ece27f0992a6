import { manifestsBelow } from "./read-fixture.js";
import { read } from "./repository.js";

/** The documents of all fixtures, each with its marker: together they have every rule say something. */
const fixtures = manifestsBelow("fixtures")
  .map((path) => ({ path, text: read(path) }))
  .filter(({ path, text }) => /\.ya?ml$/.test(path) && text.length < 20_000)
  .flatMap(({ text }) => text.split(/^(?=---)/m))
  .map((text) => `${text.startsWith("---") ? "" : "---\n"}${text.trimEnd()}\n`);

function pod(namespace: string, name: string, rest: string): string {
  return (
    `---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\n${rest}` +
    "spec: { containers: [{ name: main, image: example.org/a, ports: [{ name: http, containerPort: 8080 }] }] }\n"
  );
}

function policy(namespace: string, name: string, rest: string): string {
  const head = `metadata:\n  name: ${name}\n  namespace: ${namespace}`;
  return `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n${head}\nspec:\n${rest}`;
}

/** One small cluster, whose parts are about each other. */
const written = [
  "---\napiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { team: a } }\n",
  "---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: kube-system\n",
  pod("shop", "web", "  labels: { app: web }\n") + "status: { podIPs: [{ ip: 10.0.0.7 }] }\n",
  pod("shop", "db", "  labels: { app: db, level: on, size: 0777 }\n"),
  pod("shop", "job", "  labels:\n    app: job\n    batch: yes\n  annotations: { retries: 1_000 }\n"),
  pod("kube-system", "coredns", "  labels: { k8s-app: kube-dns }\n"),
  policy(
    "shop",
    "guard",
    "  podSelector: { matchLabels: { app: web } }\n  policyTypes:\n    - Egress\n  egress:\n" +
      "    - to: [{ ipBlock: { cidr: 10.0.0.0/8 } }]\n      ports: [{ port: 80 }]\n",
  ),
  policy("shop", "closed", "  podSelector: {}\n  policyTypes:\n    - Ingress\n    - Egress\n"),
  policy(
    "shop",
    "names",
    "  podSelector: { matchLabels: { app: web } }\n  policyTypes: [Egress]\n  egress:\n    - ports: [{ port: 53, protocol: UDP }]\n",
  ),
  policy("shop", "long-names", "  podSelector: {}\n  policyTypes: [Egress]\n  egress:\n    - ports: [{ port: 53, protocol: TCP }]\n"),
  policy(
    "shop",
    "blocks",
    "  podSelector: { matchLabels: { app: web } }\n  policyTypes: [Egress]\n  egress:\n" +
      "    - to: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/24] } }]\n    - to: [{ ipBlock: { cidr: 10.1.0.0/16 } }]\n",
  ),
  policy("shop", "quarter", "  podSelector: {}\n  policyTypes: [Egress]\n  egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/2 } }] }]\n"),
  policy("shop", "other-quarter", "  podSelector: {}\n  policyTypes: [Egress]\n  egress: [{ to: [{ ipBlock: { cidr: 64.0.0.0/2 } }] }]\n"),
  policy(
    "kube-system",
    "dns",
    "  podSelector: { matchLabels: { k8s-app: kube-dns } }\n  policyTypes: [Ingress]\n  ingress: [{ from: [{ podSelector: {} }] }]\n",
  ),
  "# netpolint-disable-file required-flow -- known\n",
  "---\n{}\n",
  "---\nmetadata: [\n",
];

/** What trees of a session are made of: twice as much of the small cluster as of the fixtures, which have each rule say something. */
export const documentsOfSession: readonly string[] = [
  ...fixtures,
  ...Array.from({ length: Math.ceil((2 * fixtures.length) / written.length) }, () => written).flat(),
];

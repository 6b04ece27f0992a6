import { manifestsBelow } from "./read-fixture.js";
import { read } from "./repository.js";

/** The documents of all fixtures, each with its marker: together they have every rule say something. */
const fixtures = manifestsBelow("fixtures")
  .map((path) => ({ path, text: read(path) }))
  .filter(({ path, text }) => /\.ya?ml$/.test(path) && text.length < 20_000)
  .flatMap(({ text }) => text.split(/^(?=---)/m))
  .map((text) => `${text.startsWith("---") ? "" : "---\n"}${text.trimEnd()}\n`);

const written = [
  "---\napiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { team: a } }\n",
  "---\napiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop, labels: { app: web } }\n" +
    "spec: { containers: [{ name: main, image: example.org/a, ports: [{ name: http, containerPort: 8080 }] }] }\n" +
    "status: { podIPs: [{ ip: 10.0.0.7 }] }\n",
  "---\napiVersion: v1\nkind: Pod\nmetadata: { name: db, namespace: shop, labels: { app: db } }\n" +
    "spec: { containers: [{ name: main, image: example.org/b }] }\n",
  "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: guard\n  namespace: shop\nspec:\n" +
    "  podSelector: { matchLabels: { app: web } }\n  policyTypes:\n    - Egress\n  egress:\n" +
    "    - to: [{ ipBlock: { cidr: 10.0.0.0/8 } }]\n      ports: [{ port: 80 }]\n",
  "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: closed\n  namespace: shop\nspec:\n" +
    "  podSelector: {}\n  policyTypes:\n    - Ingress\n    - Egress\n",
  "# netpolint-disable-file required-flow -- known\n",
  "---\n{}\n",
  "---\nmetadata: [\n",
];

/** What trees of a session are made of. Written texts come as often as fixtures: they are about each other. */
export const documentsOfSession: readonly string[] = [...fixtures, ...Array.from({ length: Math.ceil(fixtures.length / written.length) }, () => written).flat()];

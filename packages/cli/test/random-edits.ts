import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";

/** A file of a small tree gets one of a few texts, or is deleted; `undo` brings back what was before the last edit. */
export type Edit = { readonly file: string; readonly text: string | null } | "undo";

const pod = (name: string, app: string): string => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { app: ${app} } }
spec: { containers: [{ name: main, image: example.org/a, ports: [{ containerPort: 8080 }] }] }
`;

const policy = (app: string, rule: string): string => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: guard, namespace: shop }
spec:
  podSelector: { matchLabels: { app: ${app} } }
  policyTypes: [Egress]
  egress: ${rule}
`;

const namespace = "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n";
const dns = "[{ ports: [{ port: 53, protocol: UDP }, { port: 53 }] }]";

/** The pod of one file decides about the policy of another, and so does what the configuration says. */
const texts: Readonly<Record<string, readonly (string | null)[]>> = {
  "pod.yaml": [null, pod("a", "web"), pod("a", "db"), "metadata: [", ""],
  "more/pod.yaml": [null, pod("b", "web"), pod("a", "web")],
  "policy.yaml": [null, policy("web", "[]"), policy("web", dns), policy("db", "[]"), policy("lost", "[{ to: [{}] }]")],
  "namespace.yaml": [null, namespace, namespace.replace("shop }", "shop } # netpolint-disable-line required-flow -- no")],
  "netpolint.config.yaml": [
    null,
    "rules: { required-flow: off }\n",
    "overrides:\n  - { objects: shop/guard, rules: { required-flow: info }, reason: known }\n",
    "overrides:\n  - { objects: shop/guard, rules: { required-flow: warning }, reason: known }\n",
    "rules: { lost: off }\n",
  ],
  ".netpolintignore": [null, "more/\n"],
};

const oneEdit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(...Object.keys(texts))
      .chain((file) => fc.constantFrom(...(texts[file] ?? [])).map((text) => ({ file, text }))),
  },
  { weight: 1, arbitrary: fc.constant("undo" as const) },
);

export function editsOf(count: number): fc.Arbitrary<readonly Edit[]> {
  return fc.array(oneEdit, { minLength: count, maxLength: count });
}

/** A tree on the disk; answers with a function that makes an edit. */
export function editor(cwd: string): (edit: Edit) => void {
  const now = new Map<string, string | null>();
  let before: { readonly file: string; readonly text: string | null } | undefined;
  return (edit) => {
    const next = edit === "undo" ? before : edit;
    if (!next) return;
    before = { file: next.file, text: now.get(next.file) ?? null };
    now.set(next.file, next.text);
    if (next.text === null) rmSync(join(cwd, next.file), { force: true });
    else writeFileSync(join(cwd, next.file), next.text);
  };
}

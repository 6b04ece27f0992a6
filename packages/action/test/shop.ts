import { commit, git, repository } from "../../cli/test/git-repository.js";

const deployment = (name: string, port: number): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: shop
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: ${name}, ports: [{ containerPort: ${port} }] }] }
`;

const namespace = `apiVersion: v1
kind: Namespace
metadata:
  name: shop
`;

const policies = (port: number): string => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: db
  namespace: shop
spec:
  podSelector: { matchLabels: { app: db } }
  ingress:
    - from: [{ podSelector: { matchLabels: { app: web } } }]
      ports: [{ port: ${port} }]
`;

/** Isolates web for egress, and lets it reach db alone, which it says twice: no DNS. */
const egress = `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web
  namespace: shop
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Egress]
  egress:
    - to: [{ podSelector: { matchLabels: { app: db } } }]
    - to: [{ podSelector: { matchLabels: { app: db } } }]
`;

/** A policy that selects no workload of the input. */
const idle = policies(80).replace("name: db", "name: old").replace("app: db", "app: old");

export const baseFiles = {
  "k8s/shop.yaml": [namespace, deployment("web", 8080), deployment("db", 5432)].join("---\n"),
  "k8s/policies.yaml": policies(5432),
  "k8s/old.yaml": idle,
} as const;

export const headFiles = { "k8s/policies.yaml": `${policies(5433)}${egress}` } as const;

/** A repository whose branch `change` changes what `main` has; what a runner checks out for a pull request is there. */
export interface ShopRepository {
  readonly folder: string;
  readonly base: string;
  readonly head: string;
  /** The merge of the pull request into its base branch. */
  readonly merge: string;
}

/** With `merge` checked out. */
export function shopRepository(
  base: Readonly<Record<string, string>> = baseFiles,
  head: Readonly<Record<string, string>> = headFiles,
): ShopRepository {
  const folder = repository(base);
  const first = git(folder, "rev-parse", "HEAD").trim();
  git(folder, "checkout", "-q", "-b", "change");
  const changed = commit(folder, head);
  git(folder, "checkout", "-q", "--detach", "main");
  git(folder, "merge", "-q", "--no-ff", "--no-gpg-sign", "-m", "merge", "change");
  return { folder, base: first, head: changed, merge: git(folder, "rev-parse", "HEAD").trim() };
}

export function pullRequestEvent({ base, head }: Pick<ShopRepository, "base" | "head">): object {
  const pullRequest = { number: 7, base: { sha: base, ref: "main" }, head: { sha: head, ref: "change" } };
  return { action: "synchronize", pull_request: pullRequest };
}

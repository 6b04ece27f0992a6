/** 200 objects in 20 namespaces: in each five workloads with a policy each. */
export const twoHundredObjects = Array.from({ length: 20 }, (_, index) => tenObjects(`team-${index}`)).join("");

function tenObjects(namespace: string): string {
  const roles = ["web", "api", "db", "cache", "queue"];
  return roles.map((role, at) => workload(role, namespace) + policy(role, roles[(at + 4) % 5] ?? "web", namespace)).join("");
}

function workload(role: string, namespace: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${role}, namespace: ${namespace} }
spec:
  selector: { matchLabels: { app: ${role} } }
  template:
    metadata: { labels: { app: ${role} } }
    spec: { containers: [{ name: main, image: example, ports: [{ containerPort: 8080 }] }] }
---
`;
}

function policy(role: string, from: string, namespace: string): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${role}, namespace: ${namespace} }
spec:
  podSelector: { matchLabels: { app: ${role} } }
  policyTypes: [Ingress]
  ingress:
    - from:
        - podSelector: { matchLabels: { app: ${from} } }
      ports:
        - port: 8080
---
`;
}

export const shopCluster = `apiVersion: v1
kind: Namespace
metadata:
  name: shop
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: main, image: web, ports: [{ name: http, containerPort: 8080 }] }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec:
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: main, image: db }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: tool, namespace: ops }
spec:
  selector: { matchLabels: { app: tool } }
  template:
    metadata: { labels: { app: tool } }
    spec: { containers: [{ name: main, image: tool }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: db
  namespace: shop
spec:
  podSelector:
    matchLabels:
      app: db
  policyTypes: [Ingress, Egress]
  ingress:
    - from:
        - podSelector:
            matchLabels:
              app: web
      ports:
        - port: 5432
  egress: []
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web
  namespace: shop
spec:
  podSelector:
    matchLabels:
      app: web
  ingress:
    - ports:
        - port: 8080
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: refused
  namespace: ops
spec:
  podSelector: {}
  egress:
    - ports:
        - port: 0
`;

/** Names that the API server would refuse, as a file may hold them all the same. */
export const hostileNames = {
  markup: "<img src=x onerror=globalThis.hacked=1>",
  long: "a".repeat(400),
  turned: "web\u202egpj.exe",
  rightToLeft: "שרת-אינטרנט",
  script: "</script><script>globalThis.hacked=1</script>",
} as const;

export const hostileCluster = Object.values(hostileNames)
  .map((name) => {
    const text = JSON.stringify(name);
    return `apiVersion: v1
kind: Pod
metadata:
  name: ${text}
  namespace: ${JSON.stringify(`ns ${name}`)}
  labels: { app: ${text} }
spec: {}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${text}
  namespace: ${JSON.stringify(`ns ${name}`)}
spec:
  podSelector: { matchLabels: { app: ${text} } }
  ingress:
    - from:
        - podSelector: { matchLabels: { app: ${text} } }
        - ipBlock: { cidr: 10.0.0.0/8 }
      ports:
        - port: ${text}
`;
  })
  .join("---\n");

/** As many namespaces with as many workloads each; most are closed but for a few ports. */
export function largeCluster(namespaces: number, workloads: number): string {
  return Array.from({ length: namespaces }, (_, index) => largeNamespace(`team-${index}`, workloads)).join("");
}

function largeNamespace(namespace: string, workloads: number): string {
  const own = Array.from({ length: workloads }, (_, index) => {
    const name = `${["web", "api", "db"][index % 3]}-${index}`;
    return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template: { metadata: { labels: { app: ${name}, role: ${name.slice(0, 2)} } } }
---
`;
  });
  return `${own.join("")}apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: db
  namespace: ${namespace}
spec:
  podSelector:
    matchLabels:
      role: db
  ingress:
    - from:
        - podSelector:
            matchLabels:
              role: ap
      ports:
        - port: 5432
---
`;
}

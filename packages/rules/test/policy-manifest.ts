/** NetworkPolicy `shop/web`, in four lines, with the spec from line 5 on. */
export function policy(spec: string): string {
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: web, namespace: shop }\nspec:\n${spec}`;
}

/** A Deployment with the labels; `containers` in flow style. */
export function deployment(namespace: string, name: string, labels: string, containers = ""): string {
  const spec = containers === "" ? "" : `, spec: { containers: [${containers}] }`;
  return [
    "---\napiVersion: apps/v1\nkind: Deployment",
    `metadata: { name: ${name}, namespace: ${namespace} }`,
    `spec: { template: { metadata: { labels: { ${labels} } }${spec} } }\n`,
  ].join("\n");
}

/** A Namespace with the labels. */
export function namespace(name: string, labels = ""): string {
  return `---\napiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}, labels: { ${labels} } }\n`;
}

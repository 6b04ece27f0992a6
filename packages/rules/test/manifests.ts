/** A NetworkPolicy of namespace `shop` in five lines of head, so that the first line of `spec` is line 5. */
export function networkPolicy(name: string, spec: string): string {
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: ${name}, namespace: shop }\nspec:\n${spec}`;
}

/** A pod of namespace `shop` with the label `app: <name>`, in four lines. */
export function pod(name: string, spec = "{ containers: [] }"): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }\nspec: ${spec}\n`;
}

export function documents(...manifests: readonly string[]): string {
  return manifests.join("---\n");
}

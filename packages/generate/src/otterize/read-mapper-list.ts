import type { JsonObject } from "@netpolint/core";

const heading = /^(\S+) in namespace (\S+) calls:\s*$/;
const call = /^\s+-\s+(\S+?)(?: in namespace (\S+))?\s*$/;

/** Whether a text is what `otterize network-mapper list` prints. */
export function isMapperList(text: string): boolean {
  return /^\S+ in namespace \S+ calls:\s*$/m.test(text);
}

/** The same as ClientIntents, which is what `otterize network-mapper export` writes. */
export function readMapperList(text: string): readonly JsonObject[] {
  const found: { readonly name: string; readonly namespace: string; readonly targets: JsonObject[] }[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, name, namespace] = heading.exec(line) ?? [];
    if (name !== undefined && namespace !== undefined) found.push({ name, namespace, targets: [] });
    const [, target, of] = call.exec(line) ?? [];
    const last = found.at(-1);
    if (target === undefined || !last) continue;
    // A name has its namespace behind a dot, also where it is that of the client.
    const full = of === undefined ? target : `${target}.${of}`;
    last.targets.push({ kubernetes: { name: full } });
  }
  return found.map(({ name, namespace, targets }) => ({
    apiVersion: "k8s.otterize.com/v2beta1",
    kind: "ClientIntents",
    metadata: { name, namespace },
    spec: { workload: { name }, targets },
  }));
}

import type { Cluster, Environment, Facts, NetworkPolicy, ObjectMeta, Path, SourceRange } from "@netpolint/core";
import type { Suggested } from "../answers/suggested.js";
import type { PolicyText } from "./policy-text.js";
import { readSnapshotJson, snapshotJson } from "./snapshot-json.js";

/** A cluster that can be asked again, and the texts of its policies. */
export interface OpenedSnapshot {
  readonly cluster: Cluster;
  /** What is to be shown beside the policies of the cluster; null where nothing is. */
  readonly suggested: Suggested | null;
  readonly textOf: (meta: ObjectMeta) => PolicyText | undefined;
}

/** An origin without the text: where the object begins. */
interface FlatOrigin {
  readonly file: string;
  readonly document: number;
  readonly base: Path;
  readonly line: number;
}

interface Snapshot {
  readonly cluster: Cluster;
  readonly suggested: Suggested | null;
  readonly origins: readonly FlatOrigin[];
  readonly texts: readonly (readonly [origin: number, text: PolicyText])[];
}

/**
 * A cluster as text: what its verdicts rest on and nothing else, so that what Secrets, environments of containers or
 * annotations say never gets into a page. `readSnapshot` makes it a cluster again that gives the same answers.
 */
export function writeSnapshot(
  cluster: Cluster,
  texts: ReadonlyMap<ObjectMeta, PolicyText>,
  suggested: Suggested | null = null,
): string {
  const origins: FlatOrigin[] = [];
  const numbers = new Map<ObjectMeta, number>();
  const slim = (meta: ObjectMeta): ObjectMeta => {
    const number = numbers.get(meta) ?? origins.push(flatOrigin(meta)) - 1;
    numbers.set(meta, number);
    return { ...meta, labels: new Map(), annotations: new Map(), owners: [], origin: number as never };
  };
  const own = slimCluster(cluster, slim);
  const others = suggested && slimSuggested(suggested, slim);
  const numbered = [...texts].flatMap(([meta, text]) => {
    const origin = numbers.get(meta);
    return origin === undefined ? [] : [[origin, text] as const];
  });
  return snapshotJson({ cluster: own, suggested: others, origins, texts: numbered } satisfies Snapshot);
}

function slimSuggested(suggested: Suggested, slim: (meta: ObjectMeta) => ObjectMeta): Suggested {
  if (suggested.type === "none") return suggested;
  return { ...suggested, policies: suggested.policies.map((policy) => ({ ...policy, meta: slim(policy.meta) })) };
}

function flatOrigin({ origin }: ObjectMeta): FlatOrigin {
  const { file, document, base } = origin;
  return { file, document, base, line: origin.locate(["metadata", "name"]).start.line };
}

/** Each object without what no verdict rests on. */
function slimCluster(cluster: Cluster, slim: (meta: ObjectMeta) => ObjectMeta): Cluster {
  const slimAll = <T extends { readonly meta: ObjectMeta }>(list: readonly T[]): readonly T[] =>
    list.map((one) => ({ ...one, meta: slim(one.meta) }));
  return {
    settings: cluster.settings,
    environment: slimEnvironment(cluster.environment, slim),
    nodes: slimAll(cluster.nodes),
    namespaceLabels: cluster.namespaceLabels,
    workloads: slimAll(cluster.workloads),
    networkPolicies: slimAll(cluster.networkPolicies),
    assumedPolicies: slimAll(cluster.assumedPolicies),
    assumedNamespaceLabels: cluster.assumedNamespaceLabels,
    assumedFacts: cluster.assumedFacts,
    clusterPolicies: slimAll(cluster.clusterPolicies),
    otherPolicies: slimAll(cluster.otherPolicies),
    services: new Map([...cluster.services].map(([key, service]) => [key, { ...service, meta: slim(service.meta) }])),
    serviceRoutes: [],
    monitors: [],
    apiServices: [],
    webhooks: [],
    customResources: [],
    duplicates: [],
    objects: [],
  };
}

function slimEnvironment(environment: Environment, slim: (meta: ObjectMeta) => ObjectMeta): Environment {
  const entries = Object.entries(environment).map(([name, { facts, unused }]: [string, Facts<unknown>]) => {
    return [name, { facts: facts.map((fact) => ({ ...fact, meta: slim(fact.meta) })), unused }];
  });
  return Object.fromEntries(entries) as Environment;
}

export function readSnapshot(text: string): OpenedSnapshot {
  const { cluster, suggested, origins, texts } = readSnapshotJson(text) as Snapshot;
  const found = origins.map(originOf);
  const textOf = new Map(texts.map(([origin, own]) => [found[origin], own]));
  restoreOrigins(cluster, suggested?.type === "policies" ? suggested.policies : [], found);
  return { cluster, suggested, textOf: ({ origin }) => textOf.get(origin) };
}

function originOf({ file, document, base, line }: FlatOrigin): ObjectMeta["origin"] {
  const range: SourceRange = { start: { line, column: 1 }, end: { line, column: 1 } };
  return {
    file,
    document,
    base,
    placement: range,
    locate: () => range,
    valueAt: () => undefined,
    holdsAmbiguous: () => false,
    ambiguousAt: () => undefined,
  };
}

/** Objects get their origins back in place: nobody else holds what was just read. */
function restoreOrigins(
  cluster: Cluster,
  suggested: readonly NetworkPolicy[],
  origins: readonly ObjectMeta["origin"][],
): void {
  const restore = ({ meta }: { readonly meta: ObjectMeta }): void => {
    Object.assign(meta, { origin: origins[meta.origin as unknown as number] });
  };
  const { nodes, workloads, networkPolicies, assumedPolicies, clusterPolicies, otherPolicies, services } = cluster;
  for (const list of [nodes, workloads, networkPolicies, assumedPolicies, clusterPolicies, otherPolicies, suggested]) {
    list.forEach(restore);
  }
  services.forEach(restore);
  const facts = Object.values(cluster.environment) as readonly Facts<unknown>[];
  for (const one of facts) one.facts.forEach(restore);
}

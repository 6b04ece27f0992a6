import { type Cluster, type Endpoint, isNotUnderstood, parseEndpoint } from "@netpolint/core";
import { assumedEndpoint, workloadEndpoint } from "../known-pods.js";
import { holds } from "./conditions.js";
import type { AssumeDocument, PodsDocument, ResourceDocument } from "./flow-pack-document.js";
import { instanceOf, instancesOf, isNamed, objectsOf, presumedInstance } from "./instances.js";
import { bind, entryOf, type Scope } from "./scope.js";
import { workloadsOf } from "./selected-workloads.js";
import { expand } from "./templates.js";
import { valuesOf } from "./values.js";

/** The endpoints that pods of a pack are. */
export interface FoundPods {
  readonly endpoints: readonly Endpoint[];
  /** Why the row cannot be checked, where there is no endpoint. */
  readonly missing: string | undefined;
  /** True where they are in the input, or something in it makes them. */
  readonly occurs: boolean;
  readonly assumed: readonly string[];
}

export function findPods(scope: Scope, name: string): FoundPods {
  const pods = entryOf(scope.document.pods, name);
  if (!pods) throw new Error(`pack ${scope.document.id} has no pods ${name}`);
  const { of } = pods;
  if (of === undefined || scope.bound.has(of)) return findHere(scope, pods);
  const instances = instancesOf(scope, of);
  const scopes = (instances.length > 0 ? instances : [presumedInstance(scope, of)]).map((instance) => bind(scope, [instance]));
  return scopes.map((one) => findHere(one, pods)).reduce(joinFound);
}

function joinFound(a: FoundPods, b: FoundPods): FoundPods {
  return {
    endpoints: [...a.endpoints, ...b.endpoints],
    missing: a.endpoints.length + b.endpoints.length > 0 ? undefined : a.missing,
    occurs: a.occurs || b.occurs,
    assumed: [...a.assumed, ...b.assumed],
  };
}

function findHere(scope: Scope, pods: PodsDocument): FoundPods {
  const given = pods.parameter === undefined ? undefined : valuesOf(scope, pods.parameter)?.[0];
  const none = { missing: undefined, assumed: [] };
  if (given !== undefined) return { ...none, endpoints: [givenEndpoint(scope.cluster, given)], occurs: true };
  const instance = pods.of === undefined ? undefined : instanceOf(scope, pods.of);
  const label = pods.of === undefined ? undefined : labelOf(entryOf(scope.document.resources, pods.of));
  const found = workloadsOf(scope, pods.select, instance?.namespace).filter((workload) =>
    isNamed(workload, label, instance?.name),
  );
  if (found.length > 0) return { ...none, endpoints: found.map(workloadEndpoint), occurs: true };
  const isClosed = scope.cluster.settings.world === "closed";
  return { ...assumePods(scope, pods), occurs: !isClosed && pods.role === "subject" && isMade(scope, pods) };
}

function labelOf(resource: ResourceDocument | undefined): string | undefined {
  return resource && !("within" in resource) ? resource.label : undefined;
}

/** An endpoint that cannot be read stays unknown, with the reason as what would settle it. */
export function givenEndpoint(cluster: Cluster, text: string): Endpoint {
  const endpoint = parseEndpoint(cluster, text);
  return isNotUnderstood(endpoint) ? { type: "unknown", name: text, settle: endpoint.problem } : endpoint;
}

function isMade(scope: Scope, { of }: PodsDocument): boolean {
  if (of !== undefined && instanceOf(scope, of).object) return true;
  if (scope.named) return true;
  return of === undefined && hasSubjectObject(scope);
}

/** True where an object of the input says by itself that the software is there. */
export function hasSubjectObject(scope: Scope): boolean {
  return Object.entries(scope.document.resources ?? {}).some(
    ([name, one]) => "kind" in one && one.subject !== false && objectsOf(scope, name, one).length > 0,
  );
}

function assumePods(scope: Scope, pods: PodsDocument): Omit<FoundPods, "occurs"> {
  // A closed world has no pods that the input does not hold.
  const isClosed = scope.cluster.settings.world === "closed";
  const assumable = isClosed ? [] : (pods.assume ?? []);
  for (const assume of assumable) {
    if (assume.when && !holds(scope, assume.when)) continue;
    const endpoint = assumedPod(scope, assume);
    if (endpoint) return { endpoints: [endpoint], missing: undefined, assumed: [assume.note ?? assumedText(scope, pods)] };
  }
  if (pods.settle !== undefined) {
    return { endpoints: [{ type: "unknown", name: pods.title, settle: pods.settle }], missing: undefined, assumed: [] };
  }
  const missing = pods.missing ?? (isClosed ? `The cluster has no pods of ${pods.title}.` : notThere(pods));
  return { endpoints: [], missing, assumed: [] };
}

function assumedText({ document }: Scope, { role, title }: PodsDocument): string {
  const { name } = document.software;
  if (role === "peer") return `The pods of ${title} are not in the input; they were assumed with the labels that they usually have.`;
  return `Pods of ${name} that are not in the input were assumed with the labels that ${name} gives them.`;
}

function notThere({ title }: PodsDocument): string {
  return `The pods of ${title} are not in the input, and where they run is not known.`;
}

function assumedPod(scope: Scope, { namespace, labels, hostNetwork = false }: AssumeDocument): Endpoint | undefined {
  const where = expand(scope, namespace);
  if (where === undefined) return undefined;
  const known = Object.entries(labels).flatMap(([key, text]) => {
    const value = expand(scope, text);
    return value === undefined ? [] : [[key, value] as const];
  });
  return assumedEndpoint({ namespace: where, labels: new Map(known), hostNetwork });
}

import {
  type Cluster,
  findService,
  type JsonValue,
  type ObjectMeta,
  type Service,
  valueAt,
  type Workload,
} from "@netpolint/core";
import { parseJson } from "../parse-json.js";
import { textOf } from "../record-fields.js";
import { type OtterizeIdentity } from "./identity.js";
import { type Intent, labelName } from "./read-intents.js";

/** The pods of a cluster as the operator knows them. */
export interface OtterizePods {
  readonly cluster: Cluster;
  identityOf(workload: Workload): OtterizeIdentity;
  workloadsOf(identity: OtterizeIdentity): readonly Workload[];
  serviceOf(identity: OtterizeIdentity): Service | undefined;
}

export function otterizePods(cluster: Cluster): OtterizePods {
  const identities = new Map(cluster.workloads.map((workload) => [workload, identityOfWorkload(workload)]));
  const byName = new Map<string, Workload[]>();
  for (const [workload, { name, namespace }] of identities) {
    const key = `${namespace}/${name}`;
    byName.set(key, [...(byName.get(key) ?? []), workload]);
  }
  return {
    cluster,
    identityOf: (workload) => identities.get(workload) ?? identityOfWorkload(workload),
    workloadsOf: ({ name, namespace, kind }) =>
      (byName.get(`${namespace}/${name}`) ?? []).filter((one) => kind === undefined || one.kind === kind),
    serviceOf: ({ name, namespace }) => findService(cluster, namespace, name),
  };
}

const nameAnnotations: readonly string[] = ["intents.otterize.com/workload-name", "intents.otterize.com/service-name"];

/** The name that the pods' annotation gives, else that of the owner. */
function identityOfWorkload(workload: Workload): OtterizeIdentity {
  const [ownName = workload.name] = workload.name.split("@", 1);
  const annotations = podAnnotations(workload);
  const given = nameAnnotations.map((key) => annotations.get(key)).find((name) => name !== undefined && name !== "");
  return { name: labelName(given ?? ownName), namespace: workload.namespace, kind: workload.kind };
}

/** Looking into a template may mean reading its document again. */
const ofTemplates = new WeakMap<ObjectMeta, ReadonlyMap<string, string>>();

/** Annotations of the pods: their own, or those of the template. */
export function podAnnotations(workload: Workload): ReadonlyMap<string, string> {
  const { meta } = workload;
  if (meta.kind === "Pod") return meta.annotations;
  const known = ofTemplates.get(meta) ?? templateAnnotations(workload);
  ofTemplates.set(meta, known);
  return known;
}

function templateAnnotations({ kind, meta }: Workload): ReadonlyMap<string, string> {
  const template = kind === "CronJob" ? ["spec", "jobTemplate", "spec", "template"] : ["spec", "template"];
  const written: JsonValue | undefined = valueAt(meta.origin.valueAt(template), ["metadata", "annotations"]);
  const entries = Object.entries(typeof written === "object" && written !== null ? written : {});
  return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

const calledBy = "intents.otterize.com/called-by";

/** In larger inputs, looking into every template would take longer than reading them. */
const mostTemplates = 1000;

/** Whether a pod of the input names its callers. Templates count where there are not too many to look into. */
export function namesCallers({ workloads }: Cluster): boolean {
  if (workloads.some(({ meta }) => meta.annotations.has(calledBy))) return true;
  return workloads.length <= mostTemplates && workloads.some((workload) => podAnnotations(workload).has(calledBy));
}

/** Callers may also be named at the pods that they call. */
export function annotatedIntents({ cluster, identityOf }: OtterizePods): readonly Intent[] {
  return cluster.workloads.flatMap((workload) => {
    const callers = parseJson(podAnnotations(workload).get(calledBy) ?? "[]");
    if (!Array.isArray(callers)) return [];
    const target = { type: "pods", identity: identityOf(workload) } as const;
    return (callers as readonly JsonValue[]).flatMap((caller): readonly Intent[] => {
      const text = textOf(caller, "name");
      if (text === undefined) return [];
      const [name = "", namespace = workload.namespace] = text.split(".", 2);
      const client = { name, namespace, kind: textOf(caller, "kind") };
      return [{ client, target, of: workload.meta, path: ["metadata", "annotations", calledBy] }];
    });
  });
}

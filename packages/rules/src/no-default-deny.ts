import {
  type Cluster,
  type CompiledPolicies,
  defineRule,
  type ObjectMeta,
  type Path,
  placeOf,
  type Pod,
  type PolicyDirection,
  type RuleFinding,
} from "@netpolint/core";
import { joinWords } from "./join-words.js";
import { opennessOf } from "./openness.js";

const directions: readonly PolicyDirection[] = ["ingress", "egress"];

/** Kubernetes' own: a policy for all pods there stops the cluster as easily as an attacker. */
const systemNamespaces: ReadonlySet<string> = new Set(["kube-system", "kube-public", "kube-node-lease"]);

/** What becomes of a pod that is added to a namespace and that nobody wrote a policy for. */
export const noDefaultDeny = defineRule({
  id: "no-default-deny",
  summary: "New pods of a namespace are not isolated",
  severity: "warning",
  category: "too-open",
  precision: "medium",
  messages: {
    open: {
      message:
        "No NetworkPolicy in the input isolates all pods of namespace `{namespace}` for {directions}, so a new pod is open until some policy selects it.",
      help: "Add a NetworkPolicy with `podSelector: {braces}` and `policyTypes: [{types}]` and without rules, once what has to connect is allowed.",
    },
    unknown: {
      message:
        "Whether new pods of namespace `{namespace}` are isolated for {directions} cannot be told, because {fact}.",
      help: "Add a NetworkPolicy with `podSelector: {braces}`, or read what the other policy says.",
    },
  },
  check: ({ policies }) => {
    const fields = fieldsOf(policies.cluster);
    return [...fields].flatMap(([namespace, field]) => findingsOf(policies, namespace, field));
  },
});

/** A field that stands for a namespace. */
interface NamingField {
  readonly meta: ObjectMeta;
  readonly path: Path;
}

/** Namespaces that have pods of their own, each with its Namespace object, else with its first workload. */
function fieldsOf({ workloads, objects }: Cluster): ReadonlyMap<string, NamingField> {
  const fields = new Map<string, NamingField>();
  for (const { namespace, pods, meta } of workloads) {
    if (fields.has(namespace) || systemNamespaces.has(namespace) || pods.every(({ hostNetwork }) => hostNetwork)) continue;
    fields.set(namespace, { meta, path: ["metadata", "namespace"] });
  }
  for (const meta of objects) {
    if (isNamespace(meta) && fields.has(meta.name)) fields.set(meta.name, { meta, path: ["metadata", "name"] });
  }
  return fields;
}

function isNamespace({ apiVersion, kind }: ObjectMeta): boolean {
  return apiVersion === "v1" && kind === "Namespace";
}

const noLabels: Pod["labels"] = { entries: new Map(), complete: true };

/** A pod without labels: only a policy for all pods selects it for sure. */
function newPod(namespace: string): Pod {
  return { namespace, name: "[]", labels: noLabels, hostNetwork: false, nodeName: undefined, addresses: [], namedPorts: undefined };
}

function findingsOf(policies: CompiledPolicies, namespace: string, { meta, path }: NamingField): readonly RuleFinding<"open" | "unknown">[] {
  const answers = directions.map((direction) => ({ direction, openness: opennessOf(policies, newPod(namespace), direction) }));
  if (answers.every(({ openness }) => openness === "limited")) return [];
  const place = placeOf(meta, path);
  const unknown = answers.flatMap(({ direction, openness }): RuleFinding<"unknown">[] =>
    typeof openness === "string"
      ? []
      : [{ ...place, severity: "info", messageId: "unknown", data: { namespace, directions: direction, fact: openness.unknown, braces: "{}" } }],
  );
  const open = answers.filter(({ openness }) => openness === "open").map(({ direction }) => direction);
  if (open.length === 0) return unknown;
  const types = open.map((direction) => (direction === "ingress" ? "Ingress" : "Egress")).join(", ");
  return [...unknown, { ...place, messageId: "open", data: { namespace, directions: joinWords(open), types, braces: "{}" } }];
}

import {
  type AmbiguousField,
  ambiguousFields,
  type ClusterPolicy,
  defineRule,
  formatPath,
  type LintContext,
  type NetworkPolicy,
  objectName,
  type ObjectMeta,
  type Path,
  placeOf,
  type Refusal,
  type RuleFinding,
} from "@netpolint/core";

/** What YAML 1.1 and YAML 1.2 read differently is not what it looks like, and often no text where text is due. */
export const ambiguousScalar = defineRule({
  id: "ambiguous-scalar",
  summary: "A value that YAML 1.1 and YAML 1.2 read differently",
  severity: "error",
  category: "validity",
  precision: "high",
  reach: "object",
  messages: {
    refused: {
      message:
        "{object}: {field} is written {written}, which Kubernetes reads as {reading} ({other}), so the API server " +
        "refuses the object.",
      help: "{instead}. The API server answers: {server}.",
    },
    taken: {
      message: "{object}: {field} is written {written}, which Kubernetes reads as {reading} ({other}).",
      help: "{instead}, so that everybody reads the same.",
    },
  },
  check: (context) => {
    const policies = policiesByMeta(context);
    return context.cluster.objects.flatMap((meta) => findingsOf(meta, policies.get(meta)));
  },
});

type Policy = NetworkPolicy | ClusterPolicy;
type Scalar = AmbiguousField["scalar"]["value"];

function policiesByMeta({ cluster }: LintContext): ReadonlyMap<ObjectMeta, Policy> {
  return new Map([...cluster.networkPolicies, ...cluster.clusterPolicies].map((policy) => [policy.meta, policy]));
}

type Finding = RuleFinding<"refused" | "taken">;

function findingsOf(meta: ObjectMeta, policy: Policy | undefined): readonly Finding[] {
  return ambiguousFields(meta, policy !== undefined)
    .filter((field) => !isDropped(field, policy))
    .flatMap((field) => findingOf(meta, field, serverMessageFor(field, policy)) ?? []);
}

/** What stands in a field that the API does not have is of no type. */
function isDropped({ path }: AmbiguousField, policy: Policy | undefined): boolean {
  const unknown = policy?.refusals.filter(({ reason }) => reason === "UnknownField") ?? [];
  return unknown.some((refusal) => refusal.path.every((step, index) => step === path[index]));
}

/** "" where the API server takes the value. Undefined where reading the object has reported it. */
function serverMessageFor(field: AmbiguousField, policy: Policy | undefined): string | undefined {
  const at = formatPath(field.path);
  const isThis = (refusal: Refusal): boolean => refusal.mistake === "wrong-type" && formatPath(refusal.at) === at;
  if (policy) return policy.refusals.find(isThis)?.serverMessage ?? "";
  const { path, scalar } = field;
  if (path.includes("ports")) return decoderMessage(scalar.value, portStruct(path), path, portType(path));
  if (path.at(-2) === "annotations") return decoderMessage(scalar.value, "ObjectMeta", path.slice(0, -1), "string");
  return typeof scalar.value === "string" ? "" : undefined;
}

function portStruct(path: Path): string {
  return path[1] === "ports" ? "ServicePort" : "ContainerPort";
}

const textsOfPorts: ReadonlySet<unknown> = new Set(["name", "protocol", "appProtocol", "hostIP"]);

function portType(path: Path): "string" | "int32" | "either" {
  if (path.at(-1) === "targetPort") return "either";
  return textsOfPorts.has(path.at(-1)) ? "string" : "int32";
}

/** As the decoder of built-in kinds refuses a value of another type; "" for one that it takes. */
function decoderMessage(value: Scalar, struct: string, path: Path, type: "string" | "int32" | "either"): string {
  const written = typeof value === "boolean" ? "bool" : typeof value;
  const takes: readonly string[] = { string: ["string"], int32: ["number"], either: ["string", "number"] }[type];
  if (takes.includes(written)) return "";
  const field = formatPath(path.filter((step) => typeof step === "string"));
  const goType = type === "string" ? type : "int32";
  return `json: cannot unmarshal ${written} into Go struct field ${struct}.${field} of type ${goType}`;
}

function findingOf(
  meta: ObjectMeta,
  { path, scalar }: AmbiguousField,
  server: string | undefined,
): Finding | undefined {
  if (server === undefined) return undefined;
  const data = {
    object: `${meta.kind} \`${objectName(meta)}\``,
    field: `\`${formatPath(path)}\``,
    written: `\`${scalar.written}\``,
    reading: readingText(scalar.value),
    other: scalar.otherReading,
  };
  const place = placeOf(meta, path);
  if (server === "") {
    const isText = typeof scalar.value === "string";
    const instead = isText ? "Put it in quotes" : `Write \`${String(scalar.value)}\``;
    return { ...place, messageId: "taken", data: { ...data, instead }, severity: isText ? "info" : "warning" };
  }
  const instead = / of type int\d+$/.test(server) ? "Write a number" : "Put it in quotes";
  return { ...place, messageId: "refused", data: { ...data, instead, server } };
}

function readingText(value: Scalar): string {
  return typeof value === "string" ? "text" : `the ${typeof value} ${String(value)}`;
}

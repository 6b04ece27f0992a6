import type { ObjectMeta } from "../resources/resource.js";
import { canonicalValue } from "../source/canonical-value.js";
import { isList, isObject, type JsonValue } from "../source/json-value.js";
import type { Finding } from "./finding.js";
import type { FindingIdentity, RuleFinding } from "./lint-rule.js";
import type { PlaceField } from "./place.js";

export interface FingerprintParts extends Pick<Finding, "ruleId" | "message" | "witness" | "flow"> {
  /** In place of witness and fields, where the order of the input decides what they are. */
  readonly identity: FindingIdentity | undefined;
  /** The field of the finding and of its related places. */
  readonly fields: readonly PlaceField[];
}

/**
 * What a finding is, apart from where it is written: the rule, the flow, and the objects it is about with the fields it
 * points at, where list items are named by their content. It stays the same when files are renamed and documents or
 * items are put in another order, and it is another one when a policy among the objects changes in any other way:
 * then the finding is about something that nobody has looked at.
 */
export function fingerprintOf({ ruleId, message, witness, flow, identity, fields }: FingerprintParts): string {
  if (identity) {
    const objects = identity.objects.map((meta): PlaceField => ({ meta, path: [] }));
    return JSON.stringify([ruleId, identity.parts.toSorted(), involvedTexts(objects)]);
  }
  if (fields.length === 0) return JSON.stringify([ruleId, message]);
  return JSON.stringify([ruleId, flow, witness, involvedTexts(fields)]);
}

const foundKey = Symbol("what the rule has found");

interface Unmarked extends Omit<Finding, "fingerprint"> {
  [foundKey]?: RuleFinding;
}

/** One for all: a getter of its own would take more than all else in a finding. */
const lazyFingerprint: PropertyDescriptor & ThisType<Unmarked> = {
  enumerable: true,
  configurable: true,
  get() {
    const { ruleId, message, witness, flow, [foundKey]: found } = this;
    return fingerprintOf({ ruleId, message, witness, flow, identity: found?.identity, fields: found ? fieldsOf(found) : [] });
  },
};

/** Gives a finding its fingerprint, which is worked out when somebody asks: it is long, and few formats print it. */
export function withFingerprint(finding: Omit<Finding, "fingerprint">, found: RuleFinding): Finding {
  Object.defineProperty(finding, foundKey, { value: found });
  return Object.defineProperty(finding, "fingerprint", lazyFingerprint) as Finding;
}

function fieldsOf({ field, related = [] }: RuleFinding): readonly PlaceField[] {
  return [field, ...related.map((place) => place.field)].filter((one) => one !== undefined);
}

function involvedTexts(fields: readonly PlaceField[]): readonly string[] {
  return [...new Set(fields.map((field) => JSON.stringify(involved(field))))].sort();
}

function involved(field: PlaceField): JsonValue {
  const { meta, path } = field;
  const { kind, namespace, name, origin } = meta;
  const value = origin.valueAt(path);
  if (isPolicy(meta)) return [kind, namespace, name, contentPath(field), specOf(meta)];
  const isWhole = !(isList(value) || isObject(value));
  return [kind, namespace, name, contentPath(field), isWhole ? canonicalValue(value ?? null, false) : null];
}

/** Many findings are about one policy. The objects of a run stay what they are. */
const specs = new WeakMap<ObjectMeta, JsonValue>();

function specOf(meta: ObjectMeta): JsonValue {
  const spec = specs.get(meta) ?? canonicalValue(meta.origin.valueAt(["spec"]) ?? null, isOrdered(meta));
  specs.set(meta, spec);
  return spec;
}

function contentPath({ meta, path }: PlaceField): JsonValue {
  return path.map((step, index) => {
    if (typeof step === "string") return step;
    return [canonicalValue(meta.origin.valueAt(path.slice(0, index + 1)) ?? null, isOrdered(meta))];
  });
}

function isPolicy({ kind }: Pick<ObjectMeta, "kind">): boolean {
  return kind.endsWith("NetworkPolicy");
}

/** The first rule that matches decides in all of them but the NetworkPolicy. */
function isOrdered({ kind }: Pick<ObjectMeta, "kind">): boolean {
  return isPolicy({ kind }) && kind !== "NetworkPolicy";
}

/** The small alphabets that random clusters are made of, and the selectors over them. */

import fc from "fast-check";
import type { Labels, NaiveRequirement, NaiveSelector, Protocol } from "./naive-cluster.js";
import { hostNetworkKey, metadataNameKey } from "./naive-evaluate.js";

export const namespaceNames = ["shop", "constructor", "kube-system"] as const;
export const outsideNamespaceNames = ["openshift-apiserver", "unused"] as const;
export const labelValues = ["web", "db", ""] as const;
export const portNumbers = [80, 443] as const;
export const portNames = ["web", "constructor"] as const;
export const protocols: readonly Protocol[] = ["TCP", "TCP", "TCP", "UDP", "SCTP"];

export const blocks = [
  "0.0.0.0/0",
  "0.0.0.0/1",
  "128.0.0.0/1",
  "10.0.0.0/8",
  "10.0.1.0/24",
  "10.0.1.0/30",
  "10.0.1.1/32",
  "10.0.1.2/32",
  "172.16.0.0/31",
  "172.16.0.2/31",
  "192.168.0.0/16",
  "203.0.113.0/24",
  "203.0.113.5/32",
  "::/0",
  "::/1",
  "8000::/1",
  "fd00::/8",
  "fd00::/126",
  "fd00::1/128",
  "fd00::2/128",
  "fd99::1/128",
  "2001:db8::/32",
  "2001:db8::5/128",
] as const;

/** Drops the fields that are to be missing, so that `undefined` never stands in an object. */
export function written<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** As often missing or null as written. */
export function maybe<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null | undefined> {
  return fc.oneof(
    { weight: 3, arbitrary: value },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: fc.constant(undefined) },
  );
}

export function randomLabels(keys: readonly string[]): fc.Arbitrary<Labels> {
  const entry = fc.tuple(fc.constantFrom(...keys), fc.constantFrom(...labelValues));
  // fromEntries defines `__proto__` as an ordinary property; an assignment would not.
  return fc.array(entry, { maxLength: 4, size: "max" }).map((entries) => Object.fromEntries(entries));
}

type ValuesOf = (key: string) => readonly string[];

function randomSelector(keys: readonly string[], valuesOf: ValuesOf): fc.Arbitrary<NaiveSelector> {
  const matchLabels = randomMatchLabels(keys, valuesOf);
  const matchExpressions = fc.array(randomRequirement(keys, valuesOf), { maxLength: 2, size: "max" });
  const fields = fc.oneof(
    fc.record({ matchLabels, matchExpressions: maybe(matchExpressions) }),
    fc.record({ matchLabels: maybe(matchLabels), matchExpressions }),
  );
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant({}) },
    { weight: 8, arbitrary: fields.map(written) },
    { weight: 1, arbitrary: fc.constantFrom(...keys).chain((key) => contradiction(key, valuesOf)) },
  );
}

function randomMatchLabels(keys: readonly string[], valuesOf: ValuesOf): fc.Arbitrary<Labels> {
  const entry = fc.constantFrom(...keys).chain((key) => fc.tuple(fc.constant(key), fc.constantFrom(...valuesOf(key))));
  return fc.array(entry, { maxLength: 2 }).map((entries) => Object.fromEntries(entries));
}

function randomRequirement(keys: readonly string[], valuesOf: ValuesOf): fc.Arbitrary<NaiveRequirement> {
  return fc.constantFrom(...keys).chain((key) => {
    const values = fc.array(fc.constantFrom(...valuesOf(key)), { minLength: 1, maxLength: 2 });
    const withValues = fc.record({
      key: fc.constant(key),
      operator: fc.constantFrom("In" as const, "NotIn" as const),
      values,
    });
    const withoutValues = fc.record({
      key: fc.constant(key),
      operator: fc.constantFrom("Exists" as const, "DoesNotExist" as const),
      values: fc.constantFrom(undefined, null, []),
    });
    return fc.oneof(
      withValues,
      withoutValues.map((fields) => ({ ...written(fields), key, operator: fields.operator })),
    );
  });
}

/** A selector that no label set satisfies. */
function contradiction(key: string, valuesOf: ValuesOf): fc.Arbitrary<NaiveSelector> {
  const values = valuesOf(key).slice(0, 1);
  return fc.constantFrom<NaiveSelector>(
    {
      matchExpressions: [
        { key, operator: "In", values },
        { key, operator: "NotIn", values },
      ],
    },
    {
      matchExpressions: [
        { key, operator: "Exists" },
        { key, operator: "DoesNotExist" },
      ],
    },
    { matchLabels: Object.fromEntries([[key, "web"]]), matchExpressions: [{ key, operator: "In", values: ["db"] }] },
  );
}

export function podSelectors(keys: readonly string[]): fc.Arbitrary<NaiveSelector> {
  return randomSelector(keys, () => labelValues);
}

export function namespaceSelectors(keys: readonly string[]): fc.Arbitrary<NaiveSelector> {
  const nameValues = [...namespaceNames, "openshift-apiserver"];
  const special = [metadataNameKey, metadataNameKey, hostNetworkKey, hostNetworkKey, hostNetworkKey];
  return randomSelector([...keys, ...special], (key) => {
    if (key === metadataNameKey) return nameValues;
    return key === hostNetworkKey ? [""] : labelValues;
  });
}

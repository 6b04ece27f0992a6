import type { Labels } from "@netpolint/core";

/** The values that labels have, by key. */
export type KnownLabels = ReadonlyMap<string, ReadonlySet<string>>;

interface Label {
  readonly key: string;
  readonly value: string;
}

export function labelsOf(all: readonly Labels[]): KnownLabels {
  const known = new Map<string, Set<string>>();
  for (const entries of new Set(all.map((labels) => labels.entries))) {
    for (const [key, value] of entries) {
      const values = known.get(key);
      if (values) values.add(value);
      else known.set(key, new Set([value]));
    }
  }
  return known;
}

/** Keys that stand for the same thing with different authors. */
const nameKeys: ReadonlySet<string> = new Set(["app", "k8s-app", "name", "app.kubernetes.io/name"]);

/** With more values than that a near one is likely to be another thing, and long to look for. */
const mostValues = 500;

/** Labels that the written one may be a slip of: the key with a near value, or a near key with the value. */
export function nearLabels(known: KnownLabels, { key, value }: Label): readonly Label[] {
  const values = known.get(key);
  if (values?.has(value)) return [];
  const ofKey = values && values.size <= mostValues ? [...values].filter((one) => isNear(value, one)) : [];
  const keys = [...known].filter(([one, its]) => one !== key && its.has(value) && (isNear(key, one) || areBothNames(key, one)));
  return [...ofKey.map((one) => ({ key, value: one })), ...keys.map(([one]) => ({ key: one, value }))];
}

function areBothNames(a: string, b: string): boolean {
  return nameKeys.has(a) && nameKeys.has(b);
}

/** Names that differ by more than that many characters are not compared. */
const mostSeparators = 4;

/** The same but for case and separators; or, of words that are long enough, but for one slip of the keyboard. */
function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > mostSeparators) return false;
  if (plain(a) === plain(b)) return true;
  return Math.min(a.length, b.length) >= 4 && withoutDigits(a) !== withoutDigits(b) && isOneSlip(a, b);
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[-_.]/g, "");
}

/** web-1 and web-2 are two things. */
function withoutDigits(text: string): string {
  return text.replaceAll(/\d/g, "");
}

/** One character too many, too few or another, or two that changed places. */
function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  const start = commonStart(a, b);
  const [restOfA, restOfB] = [a.slice(start), b.slice(start)];
  if (restOfA.slice(1) === restOfB.slice(1) || restOfA.slice(1) === restOfB || restOfA === restOfB.slice(1)) return true;
  return restOfA[0] === restOfB[1] && restOfA[1] === restOfB[0] && restOfA.slice(2) === restOfB.slice(2);
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

import { createHash } from "node:crypto";

/**
 * An id of 32 hexadecimal digits for each fingerprint, in their order. Equal fingerprints get different ids by their
 * order, because systems that compare runs keep one entry an id. What is such an id already, in a report that was read,
 * stays what it is.
 */
export function stableIds(fingerprints: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return fingerprints.map((fingerprint) => {
    const ordinal = (seen.get(fingerprint) ?? 0) + 1;
    seen.set(fingerprint, ordinal);
    return ordinal === 1 && isId(fingerprint) ? fingerprint : shortHash(ordinal === 1 ? fingerprint : JSON.stringify([fingerprint, ordinal]));
  });
}

function isId(fingerprint: string): boolean {
  return /^[0-9a-f]{32}$/.test(fingerprint);
}

export function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

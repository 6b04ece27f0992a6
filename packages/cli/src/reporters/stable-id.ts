import { createHash } from "node:crypto";

/**
 * An id of 32 hexadecimal digits for each fingerprint, in their order. Equal fingerprints get different ids by their
 * order, because systems that compare runs keep one entry an id.
 */
export function stableIds(fingerprints: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return fingerprints.map((fingerprint) => {
    const ordinal = (seen.get(fingerprint) ?? 0) + 1;
    seen.set(fingerprint, ordinal);
    return shortHash(ordinal === 1 ? fingerprint : JSON.stringify([fingerprint, ordinal]));
  });
}

export function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

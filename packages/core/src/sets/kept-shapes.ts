const kept: object[] = [];

/**
 * Keeps an empty object of a kind that lives no longer than a build. Engines throw compiled code away with the last
 * object of a shape that it was compiled for, so that the next build after a collection of garbage would be slow again.
 */
export function keepShape(sample: object): void {
  kept.push(sample);
}

/** In the place of `path` and `util` of Node, of which the matcher of globs uses next to nothing in a browser. */
export const sep = "/";

export function inspect(value: unknown): string {
  return JSON.stringify(value);
}

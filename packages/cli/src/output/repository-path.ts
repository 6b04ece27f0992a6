import { relative, resolve, sep } from "node:path";

/**
 * Rewrites paths that are relative to the current folder to be relative to the root of the repository, with `/`. A path
 * outside the repository stays as it is, and so does one that is no path (`<stdin>`).
 */
export function fromRepository(cwd: string, root: string | undefined): (path: string) => string {
  return (path) => {
    if (root === undefined || path.startsWith("<")) return path;
    const inside = relative(root, resolve(cwd, path)).split(sep).join("/");
    if (inside === "") return ".";
    return inside === ".." || inside.startsWith("../") || /^(?:[A-Za-z]:|\/)/.test(inside) ? path : inside;
  };
}

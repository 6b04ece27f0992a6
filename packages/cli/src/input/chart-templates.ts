import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** Says of absolute paths whether they lie in the `templates` folder of a Helm chart. Remembers what it looked up. */
export function chartTemplateFinder(): (path: string) => boolean {
  const known = new Map<string, boolean>();
  const isInTemplates = (folder: string): boolean => {
    const before = known.get(folder);
    if (before !== undefined) return before;
    const parent = dirname(folder);
    const isTemplates = basename(folder) === "templates" && existsSync(join(parent, "Chart.yaml"));
    const answer = isTemplates || (parent !== folder && isInTemplates(parent));
    known.set(folder, answer);
    return answer;
  };
  return (path) => isInTemplates(dirname(path));
}

import { existsSync, readFileSync } from "node:fs";

/**
 * The page without data, as the build makes it. The bundle holds the text itself: its build puts another module in the
 * place of this one.
 */
export function readShell(): string {
  const file = new URL("../../../views/dist/shell/report.html", import.meta.url);
  if (!existsSync(file)) throw new Error("the shell of the report is not built; `npm run build` does that");
  return readFileSync(file, "utf8");
}

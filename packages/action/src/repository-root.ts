import { findRepository } from "netpolint/parts";
import type { Host } from "./host.js";

/** The folder from which GitHub names files. Where git is missing, a runner downloads the files alone. */
export function repositoryRoot({ env }: Pick<Host, "env">, folder: string): string | undefined {
  return findRepository(folder) ?? env["GITHUB_WORKSPACE"];
}

import type { DiffView } from "../answers/diff-view.js";
import type { Overview } from "../answers/overview.js";

/** What a report holds beside the cluster that can be asked. */
export interface ReportData {
  readonly title: string;
  /** What made it. */
  readonly madeBy: string;
  readonly overview: Overview;
  readonly diff: DiffView | null;
}

/** The ids of the elements that hold the data. */
export const dataIds = { report: "report-data", cluster: "cluster-data" } as const;

/** Where the data goes in the shell. */
export const dataMark = "<!-- data -->";

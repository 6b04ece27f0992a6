import type { Ask } from "../answers/questions.js";
import type { WorkloadRow } from "../answers/workload-row.js";
import type { Go, Route } from "./route.js";

/** What a view gets that asks the engine. */
export interface EngineViewProps {
  readonly ask: Ask;
  readonly rows: readonly WorkloadRow[];
  /** What the view is about, of the address. */
  readonly values: Route["values"];
  readonly go: Go;
}

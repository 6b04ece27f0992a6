import type { JsonValue } from "@netpolint/core";
import type { RecordReading } from "./observed-flow.js";

/** One way in which some tool writes down who connects to whom. */
export interface RecordFormat {
  readonly id: string;
  readonly title: string;
  /** What one record is called, and several. */
  readonly noun: readonly [one: string, many: string];
  /** By the shape of the record alone; what it says may still not be understood. */
  recognises(record: JsonValue): boolean;
  read(record: JsonValue): RecordReading;
}

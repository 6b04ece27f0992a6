import type { SourceRange } from "../source/source-range.js";
import type { FlowLevel } from "./flow-level.js";

export type Severity = "error" | "warning" | "info";

/** A place in the user's files. */
export interface Place {
  readonly file: string;
  readonly range: SourceRange;
}

/** Another place that a finding is about, with what is there. */
export interface RelatedPlace extends Place {
  readonly message: string;
}

/** A concrete flow for which the claim of a finding can be checked. */
export interface Witness {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly port: number | string;
}

/** What a lint rule reports about the user's objects. Serialisable facts; colour and layout are made by reporters. */
export interface Finding extends Place {
  readonly ruleId: string;
  readonly severity: Severity;
  /** One sentence that names the object and the consequence. */
  readonly message: string;
  /** One sentence on what to do. */
  readonly help: string;
  readonly related: readonly RelatedPlace[];
  readonly witness: Witness | null;
  readonly flow: { readonly pack: string; readonly id: string; readonly level: FlowLevel } | null;
  /** How many required flows hang on a missing fact; null for other findings. */
  readonly undecided: { readonly must: number; readonly may: number } | null;
}

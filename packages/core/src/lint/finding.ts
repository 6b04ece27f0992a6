import type { FlowLevel } from "./flow-level.js";
import type { FindingObject, Place } from "./place.js";
import type { Fix, Suggestion } from "./text-edit.js";

export type Severity = "error" | "warning" | "info";

/** Another place that a finding is about, with what is there. */
export interface RelatedPlace extends Omit<Place, "field"> {
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
export interface Finding extends Omit<Place, "field"> {
  /** The object and its field that the finding points at; null where it points at no object that was read. */
  readonly object: FindingObject | null;
  readonly ruleId: string;
  readonly severity: Severity;
  /** One sentence that names the object and the consequence. */
  readonly message: string;
  /** One sentence on what to do. */
  readonly help: string;
  readonly related: readonly RelatedPlace[];
  readonly witness: Witness | null;
  readonly flow: { readonly pack: string; readonly id: string; readonly level: FlowLevel } | null;
  /** How many required or forbidden flows hang on a missing fact; null for other findings. */
  readonly undecided: { readonly must: number; readonly may: number } | null;
  /** An edit that may be made without asking; null where none is certain. */
  readonly fix: Fix | null;
  readonly suggestions: readonly Suggestion[];
  /**
   * What the finding is, apart from where it is written. Two findings of one run may share it. It may be worked out
   * whenever it is asked for.
   */
  readonly fingerprint: string;
}

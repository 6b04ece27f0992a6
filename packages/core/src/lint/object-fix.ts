import type { Effect } from "../connectivity/describe-effect.js";
import type { Origin } from "../resources/resource.js";
import type { JsonObject } from "../source/json-value.js";
import type { ObjectEdit } from "../source/object-edit.js";
import type { SourceRange } from "../source/source-range.js";

/** A change of one object. */
export interface ObjectChange {
  readonly meta: { readonly origin: Pick<Origin, "file" | "document" | "base" | "locate" | "placement"> };
  readonly edit: ObjectEdit;
}

/**
 * Changes that belong together: all are made, or none. They change no verdict. The fixes of all findings of a run may be
 * made at once, so a rule does not offer two that are right only one without the other.
 */
export interface ObjectFix {
  /** An instruction, without a full stop: "Remove the rule". */
  readonly title: string;
  readonly edits: readonly ObjectChange[];
}

/** A change of comments, which say nothing to Kubernetes. */
export interface CommentFix {
  readonly title: string;
  readonly comments: readonly CommentEdit[];
}

export interface CommentEdit {
  readonly file: string;
  /** From the `#` to the end of the line. */
  readonly range: SourceRange;
  /** What it becomes; where that is nothing, the blanks before it go as well, and its line if nothing is left of it. */
  readonly text: string;
}

/** Changes that open or close something, or that have to be chosen among. */
export interface ObjectSuggestion extends ObjectFix {
  /** As `Suggestion` has it; null, or left out, where it was not computed. */
  readonly effect?: Effect | null;
}

/** A new object, as the last document of a file. There is none where that is JSON. */
export interface AddedObject {
  readonly title: string;
  readonly file: string;
  readonly manifest: JsonObject;
  /** As `Suggestion` has it. */
  readonly effect?: Effect | null;
}

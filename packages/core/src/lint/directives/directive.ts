import type { ObjectMeta } from "../../resources/resource.js";
import type { SourceComment } from "../../source/comments.js";
import type { Place } from "../place.js";

/**
 * What a directive is about. `next-line`: the next line that is no comment. `line`: its own. `block`: all below it, up
 * to an `enable`. `object`: the object it is written in or right above. `annotation`: the object that carries it; for a
 * Namespace everything in it.
 */
export type DirectiveKind = "next-line" | "line" | "block" | "enable" | "object" | "file" | "annotation";

/** The text of a directive, taken apart. */
export interface DirectiveText {
  readonly kind: DirectiveKind;
  /** Empty: all rules. */
  readonly rules: readonly string[];
  /** `YYYY-MM-DD`, the last day on which it holds; null: for ever. */
  readonly until: string | null;
  readonly reason: string | null;
  /** What is wrong with it, as the rest of a sentence; it then has no effect. */
  readonly problem: string | null;
}

/** What is disabled, by the lines on which findings begin. */
export interface DirectiveScope {
  /** Null: the objects of a namespace, wherever they are written. */
  readonly file: string | null;
  /** 1-based, both inclusive. */
  readonly first: number;
  readonly last: number;
  /** The namespace whose objects are meant. */
  readonly namespace?: string;
}

export interface Directive extends DirectiveText {
  readonly place: Place;
  readonly scope: DirectiveScope;
  readonly written: { readonly in: "comment"; readonly comment: SourceComment } | { readonly in: "annotation"; readonly meta: ObjectMeta };
}

/** A directive, and what came of it. */
export interface CheckedDirective extends Directive {
  /** The rules of which it disables findings, or would if it had not expired; of an `enable` those that it enables. */
  readonly used: ReadonlySet<string>;
  readonly expired: boolean;
}

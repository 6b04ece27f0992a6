import type { SourceRange } from "../../source/source-range.js";

/** `allow`: has to work. `deny`: must not. `only`: must not for anybody but the sources that are named. */
export type ExpectationKind = "allow" | "deny" | "only";

/** One line of an expectation file: `shop/web, shop/jobs -> shop/db 5432`. */
export interface Expectation {
  readonly kind: ExpectationKind;
  /** As it is written, or would be. */
  readonly text: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** As on the command line; empty: every port of every protocol. */
  readonly ports: readonly string[];
  readonly reason: string | undefined;
  readonly range: SourceRange;
}

/** Lines that belong together, under a name that says what for. */
export interface ExpectationCase {
  readonly name: string;
  readonly file: string;
  readonly range: SourceRange;
  readonly expectations: readonly Expectation[];
}

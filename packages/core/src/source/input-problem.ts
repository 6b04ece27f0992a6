/** What reading reports about the user's files. One code per kind of trouble; the list is closed. */
export type InputProblemCode =
  | "file-unreadable"
  | "file-not-text"
  | "file-empty"
  | "file-too-large"
  | "yaml-syntax"
  | "json-syntax"
  | "nesting-too-deep"
  | "too-many-aliases"
  | "helm-template"
  | "flow-pack"
  | "expectations"
  | "traffic"
  | "not-an-object"
  | "object-unreadable"
  | "render-failed"
  | "several-overlays"
  | "cluster-unreadable"
  | "configuration";

/** `line` and `column` are 1-based. An input problem makes the exit code 2; what could be read is still analysed. */
export interface InputProblem {
  readonly code: InputProblemCode;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

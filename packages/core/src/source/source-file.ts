/** One file of input, already decoded. `path` is what messages print, with `/` separators. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

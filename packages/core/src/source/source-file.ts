/** One file of input, already decoded. `path` is what messages print, with `/` separators. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** True where a program made the text from other files: there is nothing to edit under this path. */
  readonly generated?: boolean;
  /** The namespace of objects in it that name none, where that is known for this file. */
  readonly namespace?: string;
}

/** The text without byte order mark, which positions do not count; undefined where nothing is to be edited. */
export function editableText({ text, generated = false }: SourceFile): string | undefined {
  if (generated) return undefined;
  return withoutMark(text);
}

export function withoutMark(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

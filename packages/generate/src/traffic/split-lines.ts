/** Takes text in pieces and hands out lines without their ends; `\r\n` ends a line as `\n` does. */
export interface LineSplitter {
  push(text: string): void;
  /** Hands out the last line where nothing ends it. */
  end(): void;
}

/**
 * A line longer than `longest` UTF-16 units is handed to `onTooLong` by its number and never held.
 * Lines are counted from `first`.
 */
export function splitLines(
  onLine: (line: string, number: number) => void,
  onTooLong: (number: number) => void,
  { longest, first }: { readonly longest: number; readonly first: number },
): LineSplitter {
  let open: string[] = [];
  let openLength = 0;
  let number = first;
  const close = (tail: string): void => {
    const line = open.length === 0 ? tail : open.join("") + tail;
    if (openLength + tail.length > longest) onTooLong(number);
    else onLine(line.endsWith("\r") ? line.slice(0, -1) : line, number);
    open = [];
    openLength = 0;
    number += 1;
  };
  const keep = (part: string): void => {
    openLength += part.length;
    if (openLength > longest) open = [];
    else open.push(part);
  };
  return {
    push: (text) => {
      let from = 0;
      for (let feed = text.indexOf("\n"); feed !== -1; feed = text.indexOf("\n", from)) {
        close(text.slice(from, feed));
        from = feed + 1;
      }
      if (from < text.length) keep(text.slice(from));
    },
    end: () => {
      if (openLength > 0) close("");
    },
  };
}

/** The words of a line: `shop/web, shop/jobs -> shop/db 5432, 53/udp`. */
export interface ExpectationWords {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly ports: readonly string[];
}

/**
 * Reads a line. Ends are separated by commas outside brackets; what follows the last end after a space are ports.
 * A text is what is wrong with it, a sentence.
 */
export function parseExpectationLine(text: string): ExpectationWords | string {
  const [left, right, ...rest] = text.split(/\s*->\s*/);
  if (left === undefined || right === undefined || rest.length > 0) {
    return `\`${text}\` is not written as \`<from> -> <to> [ports]\`.`;
  }
  const from = endsOf(left);
  const [to, ports] = endsAndPorts(right);
  if (from.length === 0 || to.length === 0 || [...from, ...to, ...ports].includes("")) {
    return `\`${text}\` lacks an end: write \`<from> -> <to> [ports]\`.`;
  }
  return { from, to, ports };
}

/** The comma in `shop[app=web,tier=front]` is part of the end. */
function endsOf(text: string): readonly string[] {
  return text.trim() === "" ? [] : text.split(/,(?![^[]*\])/).map((word) => word.trim());
}

/** Ports come after the first space that follows no comma. */
function endsAndPorts(text: string): readonly [readonly string[], readonly string[]] {
  const space = /(?<=[^,\s])\s+(?=[^,\s])(?![^[]*\])/.exec(text);
  if (!space) return [endsOf(text), []];
  return [endsOf(text.slice(0, space.index)), endsOf(text.slice(space.index))];
}

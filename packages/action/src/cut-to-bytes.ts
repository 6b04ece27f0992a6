/** A part of a page. */
export interface Block {
  /** Lines that stay, before the rows. */
  readonly head: readonly string[];
  /** Lines of which the last ones may be left out. */
  readonly rows: readonly string[];
  /** What stands for rows that are left out. */
  readonly leftOut: (count: number) => string;
  /** Lines that stay, below the rows. */
  readonly tail?: readonly string[];
}

/** The blocks with an empty line between them, no longer than `limit` bytes of UTF-8. Earlier ones come first. */
export function cutToBytes(blocks: readonly Block[], limit: number): string {
  // Every block may have to say how much it lacks.
  const fixed = blocks.map((block) => textOf(block, 0));
  let left = limit - sizeOf(fixed.join("\n"));
  const texts = blocks.map((block, index) => {
    const room = left + sizeOf(fixed[index] ?? "");
    const text = textOf(block, rowsThatFit(block, room));
    left = room - sizeOf(text);
    return text;
  });
  return cutText(texts.filter((text) => text !== "").join("\n"), limit);
}

/** The most rows with which the block is no longer than `room` bytes. */
function rowsThatFit(block: Block, room: number): number {
  if (sizeOf(textOf(block, block.rows.length)) <= room) return block.rows.length;
  // What stands for the rest is longest where it stands for all.
  let size = sizeOf(textOf(block, 0));
  let count = 0;
  for (const row of block.rows) {
    size += sizeOf(row) + 1;
    if (size > room) break;
    count += 1;
  }
  return count;
}

function textOf({ head, rows, leftOut, tail = [] }: Block, count: number): string {
  const missing = rows.length - count;
  const note = missing > 0 ? ["", leftOut(missing)] : [];
  const lines = [...head, ...rows.slice(0, count), ...note, ...tail];
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

/** Where even what stays is too long, whole lines from the start. */
function cutText(text: string, limit: number): string {
  if (sizeOf(text) <= limit) return text;
  const bytes = Buffer.from(text).subarray(0, limit);
  return bytes.subarray(0, bytes.lastIndexOf("\n") + 1).toString("utf8");
}

export function sizeOf(text: string): number {
  return Buffer.byteLength(text);
}

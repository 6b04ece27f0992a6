/** Bytes as UTF-8, cut anywhere, or text that somebody has decoded already. */
export type Chunk = Uint8Array | string;

export interface ChunkDecoder {
  /** The text that is complete so far and was not handed out before. */
  push(chunk: Chunk): string;
  /** What is left: a character that was never finished. */
  end(): string;
}

interface Utf8Decoder {
  decode(bytes: Uint8Array): string;
}

// Browsers and Node have it, the declarations of the language alone do not. It keeps byte order marks when told so.
declare const TextDecoder: new (label: string, options: { readonly ignoreBOM: boolean }) => Utf8Decoder;

/** Puts characters together that were cut between chunks. A byte order mark at the start is left out. */
export function makeChunkDecoder(): ChunkDecoder {
  const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
  let rest: Uint8Array = new Uint8Array(0);
  let isAtStart = true;
  const withoutMark = (text: string): string => {
    if (!isAtStart || text === "") return text;
    isAtStart = false;
    return text.startsWith("\uFEFF") ? text.slice(1) : text;
  };
  return {
    push: (chunk) => {
      if (typeof chunk === "string") return withoutMark(chunk);
      const bytes = rest.length === 0 ? chunk : joined(rest, chunk);
      const complete = completeLength(bytes);
      // A copy: the caller may use its buffer again.
      rest = bytes.slice(complete);
      return withoutMark(utf8.decode(bytes.subarray(0, complete)));
    },
    end: () => withoutMark(utf8.decode(rest)),
  };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** How many bytes come before a character that the end cuts off. No character has more than four. */
function completeLength(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (isContinuation(byte)) continue;
    return back < sequenceLength(byte) ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

function sequenceLength(lead: number): number {
  if (lead < 0xc2) return 1;
  if (lead < 0xe0) return 2;
  if (lead < 0xf0) return 3;
  return lead < 0xf5 ? 4 : 1;
}

import { isUtf8 } from "node:buffer";
import type { InputProblem } from "@netpolint/core";

export type Decoded = { readonly text: string } | { readonly problem: InputProblem };

/** Reads bytes as UTF-8; a byte order mark at the start is left out. `file` is the path that messages print. */
export function decodeText(file: string, bytes: Uint8Array): Decoded {
  if (isUtf8(bytes)) return { text: new TextDecoder().decode(bytes) };
  const start = { line: 1, column: 1 };
  const message = messageAboutWhole(bytes);
  if (message !== undefined) return { problem: { code: "file-not-text", message, file, ...start } };
  const { line, column, byte } = firstBadByte(bytes);
  const shown = byte.toString(16).toUpperCase().padStart(2, "0");
  const sentence = `The byte 0x${shown} is not UTF-8; save the file as UTF-8.`;
  return { problem: { code: "file-not-text", message: sentence, file, line, column } };
}

function messageAboutWhole(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return "The file is UTF-16; save it as UTF-8.";
  }
  return bytes.subarray(0, 8192).includes(0) ? "The file is binary, not YAML or JSON." : undefined;
}

/** `column` counts UTF-16 units, as everywhere. A replacement character may also be written in the file itself. */
function firstBadByte(bytes: Uint8Array): { line: number; column: number; byte: number } {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  let at = 0;
  let offset = 0;
  for (let next = text.indexOf("\uFFFD"); next !== -1; next = text.indexOf("\uFFFD", next + 1)) {
    offset += Buffer.byteLength(text.slice(at, next));
    at = next;
    if (bytes[offset] !== 0xef || bytes[offset + 1] !== 0xbf || bytes[offset + 2] !== 0xbd) break;
  }
  const before = text.slice(0, at);
  return { line: before.split("\n").length, column: at - before.lastIndexOf("\n"), byte: bytes[offset] ?? 0 };
}

/** In front of a text in the address. What is behind the `#` is never sent to a server. */
const prefix = "#text=";

/** A longer text is no playground any more, and an address could unpack to any length. */
const mostCharacters = 2_000_000;

/** The text as a part of an address: compressed, in the letters that addresses may have. */
export async function shareFragment(text: string): Promise<string> {
  const packed = await bytesOf(new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw")));
  const letters = Array.from(packed, (byte) => String.fromCharCode(byte)).join("");
  return `${prefix}${btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

/** The text of an address; undefined where it holds none, or none that can be read. */
export async function readFragment(hash: string): Promise<string | undefined> {
  if (!hash.startsWith(prefix)) return undefined;
  try {
    const letters = atob(hash.slice(prefix.length).replaceAll("-", "+").replaceAll("_", "/"));
    const packed = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const unpacked = await bytesOf(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")));
    return new TextDecoder().decode(unpacked);
  } catch {
    return undefined;
  }
}

async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > mostCharacters) throw new RangeError("too long");
    chunks.push(value);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

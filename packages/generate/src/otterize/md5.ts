/** The MD5 of a text's UTF-8 bytes as 32 hexadecimal digits (RFC 1321). For names, not for secrets. */
export function md5Hex(text: string): string {
  const words = paddedWords(utf8Bytes(text));
  let state: Digest = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let at = 0; at < words.length; at += 16) state = addBlock(state, words.subarray(at, at + 16));
  return state.map(littleEndianHex).join("");
}

type Digest = readonly [a: number, b: number, c: number, d: number];

const shifts: readonly (readonly number[])[] = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
];

/** The first 32 bits of the fraction of |sin(i + 1)|. */
const sines = Array.from({ length: 64 }, (_, index) => Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32));

/** Which word a step takes, and how it mixes the three others, for each of the four rounds. */
const places: readonly ((step: number) => number)[] = [
  (step) => step,
  (step) => (5 * step + 1) % 16,
  (step) => (3 * step + 5) % 16,
  (step) => (7 * step) % 16,
];
const mixes: readonly ((b: number, c: number, d: number) => number)[] = [
  (b, c, d) => (b & c) | (~b & d),
  (b, c, d) => (b & d) | (c & ~d),
  (b, c, d) => b ^ c ^ d,
  (b, c, d) => c ^ (b | ~d),
];

function addBlock(state: Digest, words: Uint32Array): Digest {
  let [a, b, c, d] = state;
  for (let step = 0; step < 64; step += 1) {
    const round = step >> 4;
    const mixed = mixes[round]?.(b, c, d) ?? 0;
    const word = words[places[round]?.(step) ?? 0] ?? 0;
    const turned = rotate((a + mixed + (sines[step] ?? 0) + word) | 0, shifts[round]?.[step % 4] ?? 0);
    [a, d, c, b] = [d, c, b, (b + turned) | 0];
  }
  return [(state[0] + a) | 0, (state[1] + b) | 0, (state[2] + c) | 0, (state[3] + d) | 0];
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

/** The bytes with a one behind them, zeros up to the end of a block, and their number in bits. */
function paddedWords(bytes: readonly number[]): Uint32Array {
  const blocks = ((bytes.length + 8) >> 6) + 1;
  const words = new Uint32Array(blocks * 16);
  [...bytes, 0x80].forEach((byte, at) => {
    words[at >> 2] = (words[at >> 2] ?? 0) | (byte << ((at % 4) * 8));
  });
  words[words.length - 2] = bytes.length * 8;
  return words;
}

export function utf8Bytes(text: string): number[] {
  return Array.from(text).flatMap((character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) return [code];
    const rest = (from: number): number => 0x80 | ((code >> from) & 0x3f);
    if (code < 0x800) return [0xc0 | (code >> 6), rest(0)];
    if (code < 0x10000) return [0xe0 | (code >> 12), rest(6), rest(0)];
    return [0xf0 | (code >> 18), rest(12), rest(6), rest(0)];
  });
}

function littleEndianHex(word: number): string {
  return [0, 8, 16, 24].map((by) => ((word >>> by) & 0xff).toString(16).padStart(2, "0")).join("");
}

/**
 * The fingerprints of a text's lines that GitHub's code scanning compares alerts by (`primaryLocationLineHash`): a
 * polynomial of base 37, modulo 2^64, over 100 characters from the beginning of the line on, without spaces and tabs
 * and with every line break as a line feed; then which of the lines with that value it is. By line, from 0. Takes time in
 * proportion to the text.
 */
export function lineHashes(text: string): readonly string[] {
  const units = significantUnits(text);
  const hashes: string[] = [];
  const counts = new Map<string, number>();
  eachWindow(units.values, units.lineStarts, (value) => {
    const count = (counts.get(value) ?? 0) + 1;
    counts.set(value, count);
    hashes.push(`${value}:${count}`);
  });
  return hashes;
}

const width = 100;
const endOfText = 0xffff;

interface SignificantUnits {
  readonly values: Uint16Array;
  /** Indices into `values`. */
  readonly lineStarts: readonly number[];
}

function significantUnits(text: string): SignificantUnits {
  // A dump may have a hundred million units.
  const values = new Uint16Array(text.length + 1);
  const lineStarts: number[] = [];
  let length = 0;
  let atStart = true;
  const add = (unit: number): void => {
    if (atStart) lineStarts.push(length);
    atStart = unit === 10;
    values[length] = unit;
    length += 1;
  };
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === 32 || unit === 9) continue;
    if (unit === 13) add(10);
    // Only directly behind the carriage return is it the same line break.
    else if (unit !== 10 || text.charCodeAt(index - 1) !== 13) add(unit);
  }
  add(endOfText);
  return { values: values.subarray(0, length), lineStarts };
}

/** Says the value, in hexadecimal, of the window that begins at each of `starts`. Behind the end are zeros. */
function eachWindow(values: Uint16Array, starts: readonly number[], say: (value: string) => void): void {
  // Halves of 32 bits: a product with a unit of 16 bits is exact in a number.
  let high = 0;
  let low = 0;
  let next = 0;
  for (let end = 1; next < starts.length; end += 1) {
    const entering = values[end - 1] ?? 0;
    const leaving = end > width ? (values[end - 1 - width] ?? 0) : 0;
    const sum = low * 37 + entering - leaving * topLow;
    low = modulo32(sum);
    high = modulo32(high * 37 - leaving * topHigh + Math.floor(sum / two32));
    if (end === (starts[next] ?? 0) + width) {
      say(hexadecimal(high, low));
      next += 1;
    }
  }
}

const two32 = 0x1_0000_0000;
const top = BigInt.asUintN(64, 37n ** BigInt(width));
const topHigh = Number(top >> 32n);
const topLow = Number(top & 0xffff_ffffn);

function modulo32(value: number): number {
  return value - Math.floor(value / two32) * two32;
}

function hexadecimal(high: number, low: number): string {
  return high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, "0");
}

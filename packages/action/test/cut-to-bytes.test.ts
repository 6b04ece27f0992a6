import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Block, cutToBytes, sizeOf } from "../src/cut-to-bytes.js";

const leftOut = (count: number): string => `${count} left out`;

function block(rows: readonly string[], head: readonly string[] = ["head"]): Block {
  return { head, rows, leftOut };
}

describe("a page", () => {
  it("is whole where it fits, to the byte", () => {
    const blocks = [block(["a", "b"]), { ...block([]), tail: ["end"] }];
    const whole = "head\na\nb\n\nhead\nend\n";
    expect(cutToBytes(blocks, sizeOf(whole))).toBe(whole);
    expect(cutToBytes(blocks, sizeOf(whole) - 1)).not.toBe(whole);
  });

  it("counts bytes, and not characters", () => {
    const blocks = [block(Array<string>(50).fill("\u20ac\u20ac"))];
    const cut = cutToBytes(blocks, 200);
    // 5 for the head, 1 for the empty line and 12 for what stands for the rest; 7 for each row.
    expect(cut).toBe(`head\n${"\u20ac\u20ac\n".repeat(26)}\n24 left out\n`);
    expect(sizeOf(cut)).toBe(200);
  });

  it("gives room to earlier blocks first, and keeps every head", () => {
    const blocks = [block(Array<string>(9).fill("row")), block(Array<string>(9).fill("row"))];
    // Whole, a block has 41 bytes, without rows 17, and one lies between the two.
    expect(cutToBytes(blocks, 66)).toBe(`head\n${"row\n".repeat(9)}\nhead\nrow\n\n8 left out\n`);
    expect(cutToBytes(blocks, 58)).toBe(`head\n${"row\n".repeat(5)}\n4 left out\n\nhead\n\n9 left out\n`);
  });

  it("leaves out empty blocks", () => {
    expect(cutToBytes([block(["a"]), block([], []), block(["b"])], 100)).toBe("head\na\n\nhead\nb\n");
  });

  it("is never longer than it may be, and says how much it lacks", () => {
    const line = fc.string({ unit: "grapheme", maxLength: 12 }).map((text) => text.replaceAll("\n", " "));
    const anyBlock = fc.record({ head: fc.array(line, { maxLength: 3 }), rows: fc.array(line, { maxLength: 40 }) });
    fc.assert(
      fc.property(fc.array(anyBlock, { maxLength: 5 }), fc.integer({ min: 0, max: 900 }), (given, limit) => {
        const blocks = given.map(({ head, rows }) => block(rows, head));
        const page = cutToBytes(blocks, limit);
        expect(sizeOf(page)).toBeLessThanOrEqual(limit);
        const whole = cutToBytes(blocks, 1_000_000);
        if (sizeOf(whole) <= limit) expect(page).toBe(whole);
        else expect(page).not.toBe(whole);
      }),
    );
  });
});

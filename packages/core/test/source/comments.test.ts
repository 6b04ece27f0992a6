import { commentsOf, type SourceComment } from "@netpolint/core";
import { describe, expect, it } from "vitest";

/** `line:column-column text`, with `=` before a comment that has its line to itself. */
function written({ text, range: { start, end }, ownLine }: SourceComment): string {
  expect(end.line).toBe(start.line);
  return `${start.line}:${start.column}-${end.column} ${ownLine ? "=" : ""}${text}`;
}

async function commentsIn(text: string, path = "a.yaml"): Promise<readonly string[]> {
  return (await commentsOf({ path, text })).map(written);
}

describe("comments", () => {
  it("have their place, and whether anything stands before them", async () => {
    const text = [
      "# netpolint-disable a",
      "kind: Pod # netpolint-disable-line b",
      "metadata:",
      "    # plain",
      "  name: a#b",
      "--- # at the marker",
      "  # netpolint-enable",
      "spec: [a, # in a list",
      "  b]",
      "...",
      "# netpolint-last",
    ].join("\n");
    expect(await commentsIn(text)).toEqual([
      "1:1-22 = netpolint-disable a",
      "2:11-37  netpolint-disable-line b",
      "4:5-12 = plain",
      "6:5-20  at the marker",
      "7:3-21 = netpolint-enable",
      "8:11-22  in a list",
      "11:1-17 = netpolint-last",
    ]);
  });

  it("are not what scalars hold", async () => {
    const text = [
      "a: |",
      "  # netpolint-disable in a block scalar",
      'b: "x # netpolint-disable in quotes"',
      "c: 'first",
      "  # netpolint-disable in quotes over lines'",
      "d: x#netpolint-disable",
      "e: | # netpolint-header",
      "  # netpolint-content",
      "f: >-",
      "  text",
      " # netpolint-after",
    ].join("\n");
    expect(await commentsIn(text)).toEqual(["7:6-24  netpolint-header", "11:2-19 = netpolint-after"]);
  });

  it("are not the text of a document that is one block scalar", async () => {
    expect(await commentsIn("--- |\n# netpolint-a\n--- # netpolint-b\n")).toEqual(["3:5-18  netpolint-b"]);
  });

  it("end before a carriage return and are counted without a byte order mark", async () => {
    expect(await commentsIn("\uFEFF# netpolint-a\r\na: 1 # b\r\n")).toEqual(["1:1-14 = netpolint-a", "2:6-9  b"]);
  });

  it("follow a tab", async () => {
    expect(await commentsIn("a: 1\t# netpolint-a\n\t# b\n")).toEqual(["1:6-19  netpolint-a", "2:2-5 = b"]);
  });

  it("are read in every document that speaks to netpolint, and in no other", async () => {
    const text = "# one\na: netpolint-x\n---\n# two\nb: 1 # netpolint-y\n---\n# three\n";
    expect(await commentsIn(text)).toEqual(["4:1-6 = two", "5:6-19  netpolint-y"]);
  });

  it("are read with directives and document ends", async () => {
    const text = "%YAML 1.1 # netpolint-a\n---\na: 1 # b\n...\n%TAG ! !\n--- # c\n";
    expect(await commentsIn(text)).toEqual(["1:11-24  netpolint-a", "3:6-9  b", "6:5-8  c"]);
  });

  it("are none in JSON, whatever the file is called", async () => {
    const json = '{"a": "# netpolint-disable"}';
    expect(await commentsIn(json, "a.json")).toEqual([]);
    expect(await commentsIn(json)).toEqual([]);
    expect(await commentsIn("{a: 1} # netpolint-disable", "a.json")).toEqual(["1:8-27  netpolint-disable"]);
  });

  it("are read where the document is broken", async () => {
    expect(await commentsIn("a: [1 # netpolint-x\nb: }\n")).toEqual(["1:7-20  netpolint-x"]);
  });
});

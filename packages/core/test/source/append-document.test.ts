import { describe, expect, it } from "vitest";
import { applyEdits } from "../../src/source/edit-document.js";
import { openAppender } from "../../src/source/append-document.js";
import type { JsonValue } from "../../src/source/json-value.js";

const value: JsonValue = { kind: "Added", list: ["yes", 1] };

async function appended(text: string): Promise<string | undefined> {
  const append = await openAppender();
  const edit = append(text, value);
  return edit && applyEdits(text, [edit]);
}

const document = 'kind: Added\nlist:\n  - "yes"\n  - 1\n';

describe("a document at the end of a text", () => {
  it.each([
    ["after one document", "kind: A\n", `kind: A\n---\n${document}`],
    ["after several", "kind: A\n---\nkind: B\n", `kind: A\n---\nkind: B\n---\n${document}`],
    ["after a line without an end", "kind: A", `kind: A\n---\n${document}`],
    ["after lines that end with carriage returns", "kind: A\r\n", `kind: A\r\n---\r\n${document.replaceAll("\n", "\r\n")}`],
    ["after a comment", "kind: A\n# end\n", `kind: A\n# end\n---\n${document}`],
    ["after a text of several lines", "text: |\n  a\n", `text: |\n  a\n---\n${document}`],
    ["after a document that was ended", "kind: A\n...\n", `kind: A\n...\n---\n${document}`],
    ["after YAML in braces", "{ kind: A }\n", `{ kind: A }\n---\n${document}`],
  ])("%s", async (_name, text, expected) => {
    expect(await appended(text)).toBe(expected);
  });

  it.each([
    ["in JSON", '{"kind": "A"}\n'],
    ["after what cannot be read", "kind: [A\n"],
    ["where the line end would belong to a text above it", "text: |+\n  a"],
  ])("is not written %s", async (_name, text) => {
    expect(await appended(text)).toBeUndefined();
  });
});

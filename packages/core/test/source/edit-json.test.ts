import fc from "fast-check";
import * as jsYaml from "js-yaml";
import { beforeAll, describe, expect, it } from "vitest";
import * as yaml from "yaml";
import { applyEdits, type EditObject, openEditor, type OffsetEdit, writeSettled } from "../../src/source/edit-document.js";
import { jsonListDocument } from "../../src/source/json-document.js";
import { splitJsonList } from "../../src/source/json-list.js";
import type { JsonValue } from "../../src/source/json-value.js";
import { applyObjectEdits, type ObjectEdit, settleEdits } from "../../src/source/object-edit.js";
import { openJson } from "../../src/source/open-json.js";
import type { ReadDocument } from "../../src/source/open-text.js";
import { editOf } from "./random-edits.js";
import { layout, textOf, writtenObject } from "./written-json.js";

const start = { line: 1, column: 1 };

let editObject: EditObject;
/** Is given what was read of a list. */
let editRead: EditObject;
beforeAll(async () => {
  [editObject, editRead] = [await openEditor(), await openEditor()];
});

/** Of a list that is written line by line. */
function readItems(text: string): ReadDocument | undefined {
  const list = splitJsonList(text);
  return list && jsonListDocument({ file: "a.json", index: 0, offset: 0, text, starts: () => [0] }, list);
}

/** Some of the edits take along what they empty. */
function drawnEdits(value: JsonValue): fc.Arbitrary<readonly ObjectEdit[]> {
  const one = fc.tuple(editOf(value), fc.boolean()).map(([{ edit }, takesAlong]): ObjectEdit => {
    return edit.type === "remove" && takesAlong ? { ...edit, emptied: "remove" } : edit;
  });
  return fc.array(one, { minLength: 1, maxLength: 3 });
}

const drawn = fc.tuple(writtenObject, layout).chain(([value, [line = "", step = ""]]) => {
  const text = textOf(value, line, step);
  return drawnEdits(JSON.parse(text) as JsonValue).map((edits) => ({ text, edits }));
});

/** Everything is read again, and nothing but the whole text is looked at. */
function editWhole(text: string, edits: readonly ObjectEdit[]): readonly OffsetEdit[] | undefined {
  const document = openJson({ yaml, jsYaml }, text)?.documentAt(start);
  if (!document) throw new Error(`not opened: ${text}`);
  const { inside: _, ...whole } = document;
  return writeSettled(whole, settleEdits(document.value, edits));
}

describe("editing one value of a JSON text", () => {
  it("is what editing the whole text is", () => {
    let made = 0;
    fc.assert(
      fc.property(drawn, ({ text, edits }) => {
        const edited = editObject(text, { position: start, base: [] }, edits);
        expect(edited).toEqual(editWhole(text, edits));
        if (!edited) return;
        made += 1;
        const wanted = applyObjectEdits(JSON.parse(text) as JsonValue, settleEdits(JSON.parse(text) as JsonValue, edits));
        expect(JSON.parse(applyEdits(text, edited))).toEqual(wanted);
      }),
      { numRuns: 1_500 },
    );
    expect(made).toBeGreaterThan(500);
  });

  it("is what editing the whole text is in an item of a list", () => {
    let made = 0;
    const inList = fc.tuple(drawn, fc.array(writtenObject, { maxLength: 2 }), fc.nat(2), fc.boolean());
    fc.assert(
      fc.property(inList, ([{ text, edits }, others, place, isInLines]) => {
        const items = others.map((one) => textOf(one, "\n    ", "  "));
        const index = Math.min(place, items.length);
        const [open, between, close] = isInLines ? ["[\n    ", ",\n    ", "\n  ]"] : ["[", ", ", "]"];
        const list = `{\n  "items": ${open}${items.toSpliced(index, 0, text).join(between)}${close}\n}\n`;
        const within = edits.map((edit) => ({ ...edit, path: ["items", index, ...edit.path] }));
        const edited = editObject(list, { position: start, base: [] }, within);
        expect(edited).toEqual(editWhole(list, within));
        expect(editRead(list, { position: start, base: [], read: readItems(list) }, within)).toEqual(edited);
        if (edited) made += 1;
      }),
      { numRuns: 1_000 },
    );
    expect(made).toBeGreaterThan(300);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { compiledSchemas, compileFile, compileSchema } from "../scripts/compile-schemas.mjs";
import { read, root } from "./repository.js";

// Below the repository, so that the module finds the packages it imports.
const folder = mkdtempSync(join(root, "node_modules", "compiled-schemas-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Validator {
  (value: unknown): boolean;
  errors: readonly { readonly instancePath: string; readonly keyword: string }[] | null;
}

async function load(schema: object): Promise<Validator> {
  const file = join(folder, "validator.mjs");
  writeFileSync(file, compileSchema(schema));
  const module = (await import(pathToFileURL(file).href)) as { readonly validate: Validator };
  return module.validate;
}

describe("a compiled schema", () => {
  it("is a module that reports every mistake with its place", async () => {
    const validate = await load({
      type: "object",
      properties: { name: { type: "string", minLength: 2 }, list: { type: "array", uniqueItems: true } },
      required: ["name", "constructor"],
      additionalProperties: false,
    });
    expect(validate({ name: "x", list: [1, 1], extra: true })).toBe(false);
    const errors = (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
    expect(errors.sort()).toEqual([" additionalProperties", " required", "/list uniqueItems", "/name minLength"]);
    expect(validate(JSON.parse('{"name": "ab", "list": [1, 2], "constructor": 1}'))).toBe(false);
  });

  it.for(compiledSchemas)("$module is what `npm run schemas` makes of $schema", (entry) => {
    expect(read(entry.module)).toBe(compileFile(entry));
  });
});

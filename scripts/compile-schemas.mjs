// `npm run schemas`: turns JSON Schemas into validators, so that nothing compiles when netpolint starts (that costs
// 24 ms, and a page with a content policy refuses it). The validators are committed; a test compares them.

import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneModule from "ajv/dist/standalone/index.js";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Which schema becomes which module. Both paths are relative to the repository. `keepsSchema`: the module exports the
 * schema as well, for who explains what is wrong.
 */
export const compiledSchemas = [
  {
    schema: "packages/core/schemas/network-policy.schema.json",
    module: "packages/core/src/resources/network-policy-validator.ts",
    keepsSchema: true,
  },
  { schema: "packages/packs/schemas/flow-pack.schema.json", module: "packages/packs/src/document/validate-flow-pack.ts" },
  { schema: "packages/cli/schemas/config.schema.json", module: "packages/cli/src/config/validate-config-shape.ts" },
];

/** The module of a validator: `export const validate`, which answers whether, and leaves `validate.errors`. */
export function compileSchema(schema) {
  const ajv = new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    // A key such as `constructor` is absent unless written.
    ownProperties: true,
    unicodeRegExp: false,
    code: { esm: true, source: true, lines: true },
  });
  ajv.addKeyword("markdownDescription");
  const code = standaloneModule.default(ajv, ajv.compile(schema));
  const { imports, body } = withImports(code);
  return [
    "/* oxlint-disable */",
    "// Made by `npm run schemas`. Change the schema instead.",
    "// @ts-nocheck",
    ...imports,
    body.replace('"use strict";', "").replace(/export default validate\w+;\n?/, "").trim(),
    "",
  ].join("\n");
}

/** Standalone code asks for ajv's few runtime functions with `require`, which a module does not have. */
function withImports(code) {
  const imports = [];
  const body = code.replace(/require\("(ajv\/dist\/runtime\/\w+)"\)/g, (_, file) => {
    const name = file.split("/").at(-1);
    const line = `import ${name} from "${file}.js";`;
    if (!imports.includes(line)) imports.push(line);
    return name;
  });
  return { imports, body };
}

export function compileFile({ schema, keepsSchema = false }) {
  const text = readFileSync(join(root, schema), "utf8");
  const module = compileSchema(JSON.parse(text));
  return keepsSchema ? `${module}\nexport const schema = ${text.trim()};\n` : module;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const entry of compiledSchemas) {
    const target = join(root, entry.module);
    writeFileSync(`${target}.new`, compileFile(entry));
    renameSync(`${target}.new`, target);
  }
}

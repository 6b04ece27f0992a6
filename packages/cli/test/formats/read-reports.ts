import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { expect } from "vitest";
import type { XmlElement } from "./read-xml.js";

// What each format is, said by others than us.

const schema = JSON.parse(readFileSync(new URL("schemas/sarif-2.1.0.schema.json", import.meta.url), "utf8")) as object;
const isUri = (text: string): boolean => URL.canParse(text);
/** RFC 3986: these characters only, each `%` with two digits, and no colon in the first segment. */
export const isReference = (text: string): boolean =>
  /^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?#]|%[0-9A-Fa-f]{2})*$/.test(text) && (isUri(text) || !/^[^/]*:/.test(text));
const formats = { uri: isUri, "uri-reference": isReference, "date-time": (text: string) => !Number.isNaN(Date.parse(text)) };
export const validateSarif = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, formats }).compile(schema);

// GitLab's documentation of the code quality report.
export const gitlabSchema = {
  type: "array",
  items: {
    type: "object",
    required: ["description", "check_name", "fingerprint", "severity", "location"],
    additionalProperties: false,
    properties: {
      description: { type: "string", minLength: 1 },
      check_name: { type: "string", minLength: 1 },
      fingerprint: { type: "string", minLength: 1 },
      severity: { enum: ["info", "minor", "major", "critical", "blocker"] },
      location: {
        type: "object",
        required: ["path", "lines"],
        additionalProperties: false,
        properties: {
          path: { type: "string", pattern: "^(?!\\./)" },
          lines: {
            type: "object",
            required: ["begin"],
            additionalProperties: false,
            properties: { begin: { type: "integer", minimum: 1 }, end: { type: "integer", minimum: 1 } },
          },
        },
      },
    },
  },
};

// reviewdog.proto, closed: a field that is not in it would be dropped without a word.
const position = {
  type: "object",
  additionalProperties: false,
  properties: { line: { type: "integer", minimum: 1 }, column: { type: "integer", minimum: 1 } },
};
const rdRange = {
  type: "object",
  required: ["start"],
  additionalProperties: false,
  properties: { start: position, end: position },
};
const location = {
  type: "object",
  required: ["path"],
  additionalProperties: false,
  properties: { path: { type: "string" }, range: rdRange },
};
const source = {
  type: "object",
  additionalProperties: false,
  properties: { name: { type: "string" }, url: { type: "string" } },
};
export const rdjsonSchema = {
  type: "object",
  required: ["diagnostics"],
  additionalProperties: false,
  properties: {
    source,
    severity: { enum: ["ERROR", "WARNING", "INFO"] },
    diagnostics: {
      type: "array",
      items: {
        type: "object",
        required: ["message", "location"],
        additionalProperties: false,
        properties: {
          message: { type: "string", minLength: 1 },
          location,
          severity: { enum: ["ERROR", "WARNING", "INFO"] },
          source,
          code: {
            type: "object",
            additionalProperties: false,
            properties: { value: { type: "string" }, url: { type: "string" } },
          },
          suggestions: {
            type: "array",
            items: {
              type: "object",
              required: ["range", "text"],
              additionalProperties: false,
              properties: { range: rdRange, text: { type: "string" } },
            },
          },
          original_output: { type: "string" },
          related_locations: {
            type: "array",
            items: {
              type: "object",
              required: ["location"],
              additionalProperties: false,
              properties: { message: { type: "string" }, location },
            },
          },
        },
      },
    },
  },
};

/** The value of a text that the schema takes. */
export function readJson(schema: object, text: string): unknown {
  const validate = new Ajv().compile(schema);
  const value: unknown = JSON.parse(text);
  validate(value);
  expect(validate.errors).toBeNull();
  return value;
}

// What the XML schema of the Jenkins xUnit plugin (junit-10.xsd) allows: attributes, with `!` where they are required,
// and elements.
const junitSchema: Readonly<Record<string, { readonly attributes: readonly string[]; readonly children: readonly string[] }>> = {
  testsuites: { attributes: ["name", "time", "tests", "failures", "errors"], children: ["testsuite"] },
  testsuite: {
    attributes: ["name!", "tests!", "failures!", "errors!", "time", "skipped", "timestamp", "hostname", "id", "package"],
    children: ["testsuite", "properties", "testcase", "system-out", "system-err"],
  },
  testcase: {
    attributes: ["name!", "time", "classname", "group"],
    children: ["skipped", "error", "failure", "system-out", "system-err"],
  },
  failure: { attributes: ["type", "message"], children: [] },
  error: { attributes: ["type", "message"], children: [] },
  skipped: { attributes: ["type", "message"], children: [] },
  "system-out": { attributes: [], children: [] },
};

export function checkJunit(element: XmlElement): void {
  const known = junitSchema[element.name];
  expect(known, element.name).toBeDefined();
  const names = Object.keys(element.attributes);
  expect(known!.attributes.map((name) => name.replace("!", ""))).toEqual(expect.arrayContaining(names));
  expect(names).toEqual(expect.arrayContaining(known!.attributes.flatMap((name) => /(.*)!/.exec(name)?.[1] ?? [])));
  for (const child of element.children) {
    expect(known!.children).toContain(child.name);
    checkJunit(child);
  }
}

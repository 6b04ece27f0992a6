import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkstyle } from "../../src/reporters/checkstyle.js";
import { junit } from "../../src/reporters/junit.js";
import { xmlText } from "../../src/reporters/xml-text.js";
import { finding, result } from "../sample-report.js";
import { context, expectedCounts, files, hostileFiles, hostileFindings, hostileResult } from "./hostile-result.js";
import { checkJunit } from "./read-reports.js";
import { elements, readXml, type XmlElement } from "./read-xml.js";

/** What XML cannot hold is written out. */
const kept = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, (character) =>
    "\t\n\r".includes(character) ? character : `\\u{${character.codePointAt(0)!.toString(16)}}`,
  );

describe("JUnit", () => {
  const root = readXml(junit(hostileResult, context()));
  const cases = elements(root, "testcase");

  it("is what the schema allows", () => {
    checkJunit(root);
    checkJunit(readXml(junit(result(), context())));
  });

  it("counts what is there, in each suite and in all", () => {
    const holding = (of: XmlElement, name: string): number =>
      elements(of, "testcase").filter((one) => one.children.some((child) => child.name === name)).length;
    for (const suite of elements(root, "testsuite")) {
      expect(suite.attributes).toMatchObject({
        tests: String(elements(suite, "testcase").length),
        failures: String(holding(suite, "failure")),
        errors: String(holding(suite, "error")),
        skipped: String(holding(suite, "skipped")),
      });
    }
    expect(root.attributes).toMatchObject({
      tests: String(cases.length),
      failures: String(holding(root, "failure")),
      errors: String(holding(root, "error")),
    });
  });

  it("fails for errors and warnings, and is in error where something was not read or cannot be decided", () => {
    const { warning, error } = expectedCounts;
    expect(elements(root, "failure")).toHaveLength(warning + error - hostileFiles.length);
    // One for each file that could not be read, and one for the flows that must work and are undecided.
    expect(elements(root, "error")).toHaveLength(hostileFiles.length + 1);
    expect(elements(root, "skipped")).toHaveLength(3);
    expect(elements(root, "system-out")).toHaveLength(expectedCounts.info);
  });

  it("keeps every name and message", () => {
    const suites = elements(root, "testsuite").map(({ attributes }) => attributes["name"]!);
    expect(suites.toSorted()).toEqual([...hostileFiles.map(kept), "netpolint"].toSorted());
    const messages = elements(root, "failure").map(({ attributes }) => attributes["message"]!);
    const expected = hostileFindings.filter(({ severity }) => severity !== "info").map(({ message }) => kept(message));
    expect(messages.toSorted()).toEqual(expected.toSorted());
  });

  it("has a test that passed for each file that is clean, and an error where nothing was analysed", () => {
    const clean = readXml(junit(result(), context()));
    expect(elements(clean, "testcase")).toHaveLength(files.length);
    expect(clean.attributes).toMatchObject({ failures: "0", errors: "0" });
    const empty = readXml(junit(result({}, { objects: 0 }, { nothingToAnalyse: "Nothing." }), context({ files: [] })));
    expect(empty.attributes).toMatchObject({ tests: "1", errors: "1" });
  });
});

describe("Checkstyle", () => {
  const root = readXml(checkstyle(hostileResult, context()));

  it("has every file with its errors", () => {
    expect(root).toMatchObject({ name: "checkstyle", attributes: { version: expect.any(String) as string } });
    const named = root.children.map(({ name, attributes }) => `${name} ${attributes["name"]}`);
    expect(named.toSorted()).toEqual([...hostileFiles.map(kept), "."].map((file) => `file ${file}`).toSorted());
    for (const file of root.children) {
      for (const { name, attributes } of file.children) {
        expect(name).toBe("error");
        expect(attributes["severity"]).toMatch(/^(?:error|warning|info)$/);
        expect(Number(attributes["line"])).toBeGreaterThan(0);
        expect(attributes["source"]).toMatch(/^netpolint\.(?:rules|input|run)\.[a-z-]+$/);
      }
    }
  });

  it("keeps every message and severity", () => {
    const errors = elements(root, "error");
    const ofRules = errors.filter(({ attributes }) => attributes["source"]!.startsWith("netpolint.rules."));
    const said = ofRules.map(({ attributes }) => `${attributes["severity"]} ${attributes["message"]}`);
    const expected = hostileFindings.map(({ severity, message }) => `${severity} ${kept(message)}`);
    expect(said.toSorted()).toEqual(expected.toSorted());
    expect(errors.filter(({ attributes }) => attributes["source"]!.startsWith("netpolint.input."))).toHaveLength(7);
    expect(errors.filter(({ attributes }) => attributes["source"]!.startsWith("netpolint.run."))).toHaveLength(4);
  });

  it("of a clean run has no file", () => {
    expect(readXml(checkstyle(result(), context())).children).toEqual([]);
  });
});

it("any text goes through XML and comes out, as attribute and as content", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const { attributes, text: content } = readXml(`<a b="${xmlText(text)}">${xmlText(text)}</a>`);
      expect(attributes["b"]).toBe(kept(text));
      expect(content).toBe(kept(text));
    }),
  );
});

it("a finding of any text makes both formats well-formed", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (file, message) => {
      const of = result({ findings: [finding({ file, message, help: message, ruleId: "required-flow" })] });
      readXml(junit(of, context()));
      readXml(checkstyle(of, context()));
    }),
    { numRuns: 50 },
  );
});

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compact, unix } from "../../src/reporters/compact.js";
import { html } from "../../src/reporters/html.js";
import { markdown } from "../../src/reporters/markdown.js";
import { pretty } from "../../src/reporters/pretty.js";
import { stylish } from "../../src/reporters/stylish.js";
import { finding, range, result } from "../sample-report.js";
import { context, expectedCounts, files, hostileFiles, hostileFindings, hostileResult } from "./hostile-result.js";
import { elements, readXml, type XmlElement } from "./read-xml.js";

const total = expectedCounts.error + expectedCounts.warning + expectedCounts.info;

describe("compact", () => {
  it("has a line for each entry that vim's `errorformat` for ESLint reads", () => {
    const [lines = [], rest = []] = compact(hostileResult)
      .split("\n\n")
      .map((block) => block.split("\n"));
    expect(lines).toHaveLength(total);
    // %f: line %l\, col %c\, %m
    for (const line of lines) expect(line).toMatch(/^.+: line \d+, col \d+, (?:Error|Warning|Info) - .+ \([a-z-]+\)$/);
    expect(rest[0]).toBe(`${total} problems`);
    expect(rest.slice(1, -1)).toHaveLength(4);
  });

  it("is nothing where all is well", () => {
    expect([compact(result()), unix(result())]).toEqual(["", ""]);
  });
});

describe("unix, with the problem matchers", () => {
  interface Matchers {
    readonly problemMatcher: readonly {
      readonly owner: string;
      readonly severity?: string;
      readonly pattern: readonly [Readonly<Record<string, string | number>>];
    }[];
  }
  const { problemMatcher } = JSON.parse(
    readFileSync(new URL("../../../../.github/netpolint-matcher.json", import.meta.url), "utf8"),
  ) as Matchers;

  /** What a runner makes of a line. */
  function matched(line: string): object | undefined {
    for (const { severity, pattern: [pattern] } of problemMatcher) {
      const groups = new RegExp(String(pattern["regexp"])).exec(line);
      if (!groups) continue;
      const group = (field: string): string | undefined => groups[Number(pattern[field])];
      return {
        file: group("file"),
        line: Number(group("line")),
        column: Number(group("column")),
        severity: (group("severity") ?? severity)?.toLowerCase(),
        message: group("message"),
        code: group("code"),
      };
    }
    return undefined;
  }

  it("are read back", () => {
    const severities = ["error", "warning", "info"] as const;
    const findings = severities.map((severity, index) => {
      return finding({ file: `d/${severity}.yaml`, severity, range: range(index + 1, 7), message: "Port 80: [x] is." });
    });
    const lines = unix(result({ findings })).split("\n").slice(0, 3);
    expect(lines.map(matched)).toEqual(
      [
        { file: "d/error.yaml", line: 1, severity: "error" },
        { file: "d/info.yaml", line: 3, severity: "notice" },
        { file: "d/warning.yaml", line: 2, severity: "warning" },
      ].map((one) => ({ ...one, column: 7, message: "Port 80: [x] is.", code: "required-flow" })),
    );
  });

  it("take every line of an entry, and none of the others", () => {
    const lines = unix(hostileResult).split("\n");
    expect(lines.filter((line) => matched(line) !== undefined)).toHaveLength(total);
    expect(new Set(problemMatcher.map(({ owner }) => owner)).size).toBe(problemMatcher.length);
  });
});

describe("Markdown", () => {
  /** Cells of a row as GitHub's renderer splits them: at each bar that no backslash escapes, in code too. */
  const cells = (line: string): readonly string[] => line.split(/(?<!\\)\|/).slice(1, -1);
  const rows = markdown(hostileResult)
    .split("\n")
    .filter((line) => line.startsWith("|"));

  it("has a row of four cells for each entry, the severest first", () => {
    expect(rows).toHaveLength(total + 2);
    for (const row of rows) expect(cells(row)).toHaveLength(4);
    const order = rows.slice(2).map((row) => cells(row)[0]!.trim());
    expect(order).toEqual(
      order.toSorted((a, b) => Number(a === "info") - Number(b === "info") || Number(a === "warning") - Number(b === "warning")),
    );
  });

  it("lets nothing become markup but what is ours", () => {
    for (const row of rows.slice(2)) {
      const outsideCode = row.replaceAll(/\\[\\`*_{}[\]()#!|~>@]/g, "").replaceAll(/`[^`]*`/g, "");
      const ours = outsideCode.replaceAll("<br>", "").replace(/\[[a-z-]+\]\(https:\/\/github\.com\/[^)]*\)/, "");
      expect(ours).not.toMatch(/[<*_[\]`@#~]/);
    }
  });

  it("says what was not checked, and is clean only where all is well", () => {
    expect(markdown(hostileResult)).toContain("- Not checked: ");
    expect(markdown(hostileResult)).not.toContain("No findings");
    expect(markdown(result())).toContain("**No findings**");
    const suppressed = markdown(result({}, { suppressed: 2 }));
    expect(suppressed).toContain("**No other findings**");
    expect(suppressed).toContain(" 2 findings suppressed.");
    const undecided = markdown(result({}, { undecidedMust: 1 }));
    expect(undecided).toContain("1 flow that must work cannot be decided");
  });
});

describe("HTML", () => {
  const page = (of: Parameters<typeof html>[0]): XmlElement => readXml(html(of, context()));
  const root = page(hostileResult);
  const allowed = new Set(
    "html head meta title style body main header h1 h2 span p strong section article a code pre details summary ul li footer".split(" "),
  );

  it("is well-formed, with our elements only, and needs nothing from elsewhere", () => {
    const walk = (element: XmlElement): void => {
      expect(allowed).toContain(element.name);
      for (const name of Object.keys(element.attributes)) {
        expect(["lang", "charset", "http-equiv", "content", "name", "class", "href"]).toContain(name);
      }
      element.children.forEach(walk);
    };
    walk(root);
    for (const { attributes } of elements(root, "a")) {
      expect(attributes["href"]).toMatch(/^https:\/\/github\.com\/netpolint\/netpolint/);
    }
  });

  it("shows every entry", () => {
    expect(elements(root, "article")).toHaveLength(total);
    expect(elements(root, "h2").slice(0, -1)).toHaveLength(hostileFiles.length);
    expect(elements(root, "pre").length).toBeGreaterThan(hostileFindings.length);
  });

  it("says that nothing was found only where nothing was", () => {
    expect(html(result(), context())).toContain("No findings");
    expect(html(hostileResult, context())).not.toContain("No findings");
    expect(html(result({}, { suppressed: 1 }), context())).toContain("<strong>No other findings.</strong>");
  });

  it("holds any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const one = finding({ file: text, message: text, help: text, fix: { title: text, edits: [] } });
        expect(elements(page(result({ findings: [one] })), "article")).toHaveLength(1);
      }),
      { numRuns: 50 },
    );
  });
});

describe("on a terminal", () => {
  it("every line of stylish and pretty is free of what a terminal acts on", () => {
    for (const print of [stylish, pretty, compact, unix]) {
      expect(print(hostileResult, context())).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e]/u);
    }
  });

  it("rule ids are links where the terminal makes them, and codes of input problems are none", () => {
    const of = result({
      findings: [finding({})],
      inputProblems: [{ code: "yaml-syntax", message: "No.", file: "a.yaml", line: 1, column: 1 }],
    });
    const address = "https://github.com/netpolint/netpolint/blob/main/docs/rules/required-flow.md";
    const link = `\u001b]8;;${address}\u001b\\required-flow\u001b]8;;\u001b\\`;
    for (const print of [stylish, pretty]) {
      const text = print(of, context({ files, links: true }));
      expect(text.split("\u001b]8;;https").length - 1).toBe(1);
      expect(text).toContain(link);
      expect(print(of, context())).not.toContain("\u001b");
    }
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeText } from "../../src/reporters/escape-text.js";
import { github } from "../../src/reporters/github.js";
import { stylish } from "../../src/reporters/stylish.js";
import { compact, unix } from "../../src/reporters/compact.js";
import { pretty } from "../../src/reporters/pretty.js";
import { markdown } from "../../src/reporters/markdown.js";
import { finding, range, result } from "../sample-report.js";
import { context, expectedCounts, hostileFiles, hostileFindings, hostileResult } from "./hostile-result.js";

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/**
 * What a runner of GitHub Actions makes of a line of the log, by the rules of its source: white space in front is
 * dropped, `::` begins a command, the next `::` ends its parameters, which commas separate; an empty value is dropped.
 * Also the old form, which may stand anywhere in the line.
 */
function commandOf(line: string): Command | undefined {
  const trimmed = line.trimStart();
  if (!trimmed.startsWith("::")) return oldCommandOf(line);
  const end = trimmed.indexOf("::", 2);
  if (end === -1) return oldCommandOf(line);
  const head = trimmed.slice(2, end);
  const space = head.indexOf(" ");
  const parameters = space === -1 ? [] : head.slice(space + 1).trim().split(",");
  const properties = parameters.flatMap((parameter) => {
    const equals = parameter.indexOf("=");
    const value = equals === -1 ? "" : parameter.slice(equals + 1);
    return value === "" ? [] : [[parameter.slice(0, equals), unescapeProperty(value)] as const];
  });
  const name = space === -1 ? head : head.slice(0, space);
  return { name, properties: Object.fromEntries(properties), data: unescapeData(trimmed.slice(end + 2)) };
}

function oldCommandOf(line: string): Command | undefined {
  const begin = line.indexOf("##[");
  return begin !== -1 && line.includes("]", begin) ? { name: "old", properties: {}, data: line } : undefined;
}

function unescapeData(text: string): string {
  return text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
}

function unescapeProperty(text: string): string {
  const known: Readonly<Record<string, string>> = { "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%" };
  return text.replace(/%(?:0D|0A|3A|2C|25)/g, (code) => known[code]!);
}

/** A runner takes the log line by line, and a carriage return alone ends a line too. */
function commands(text: string): readonly (Command | undefined)[] {
  return text.split(/\r\n|\r|\n/).slice(0, -1).map(commandOf);
}

describe("GitHub's commands", () => {
  const read = commands(github(hostileResult, context())) as readonly Command[];
  const level = (name: string): readonly Command[] => read.filter((command) => command.name === name);
  const isMore = ({ data }: Command): boolean => /^\d+ more /.test(data);

  it("are one a finding and input problem, errors first", () => {
    expect(read.every((command) => ["error", "warning", "notice"].includes(command.name))).toBe(true);
    const counts = (["error", "warning", "notice"] as const).map((name) => level(name).filter((one) => !isMore(one)).length);
    // Beside the entries: one error for the undecided flows, and three notices for what was not looked at.
    expect(counts).toEqual([expectedCounts.error + 1, expectedCounts.warning, expectedCounts.info + 3]);
    expect(read.map(({ name }) => name)).toEqual(
      read.map(({ name }) => name).toSorted((a, b) => order.indexOf(a) - order.indexOf(b)),
    );
  });

  const order = ["error", "warning", "notice"];

  it("carry names and messages as they are", () => {
    const placed = read.filter(({ properties }) => properties["file"] !== undefined);
    expect(new Set(placed.map(({ properties }) => properties["file"]))).toEqual(new Set(hostileFiles));
    for (const { message } of hostileFindings) {
      expect(read.some(({ data }) => data.includes(escapeText(message)))).toBe(true);
    }
    expect(read.every(({ properties }) => properties["title"]!.startsWith("netpolint"))).toBe(true);
  });

  it("say at the place of the tenth that there are more, which follow", () => {
    for (const name of order) {
      const [place] = [level(name).findIndex(isMore)];
      expect(place).toBe(9);
      expect(level(name)[9]!.data).toMatch(new RegExp(`^${level(name).length - 10} more ${name}s? `));
    }
    const ten = result({ findings: Array.from({ length: 10 }, () => finding({})) });
    expect(commands(github(ten, context())).filter((one) => one && isMore(one))).toEqual([]);
  });

  it("have columns only where the range is on one line, and never an end before the beginning", () => {
    const places = (of: ReturnType<typeof range>): Readonly<Record<string, string>> => {
      const [command] = commands(github(result({ findings: [finding({ range: of })] }), context()));
      const { title: _title, file: _file, ...rest } = command!.properties;
      return rest;
    };
    expect(places(range(3, 5, 3, 9))).toEqual({ line: "3", endLine: "3", col: "5", endColumn: "9" });
    expect(places(range(3, 5, 3, 5))).toEqual({ line: "3", endLine: "3", col: "5", endColumn: "5" });
    expect(places(range(3, 5, 6, 2))).toEqual({ line: "3", endLine: "6" });
    // The end is exclusive: line 4 is not touched.
    expect(places(range(3, 5, 4, 1))).toEqual({ line: "3", endLine: "3", col: "5", endColumn: "5" });
  });

  it("name files from the root of the repository", () => {
    const of = result({ findings: [finding({ file: "a.yaml" })] });
    const [command] = commands(github(of, context({ fromRepository: (path) => `deploy/${path}` })));
    expect(command).toMatchObject({ properties: { file: "deploy/a.yaml" } });
    expect(command!.data).toMatch(/^deploy\/a\.yaml:1:1: /);
  });

  it("are nothing where all is well", () => {
    expect(github(result(), context())).toBe("");
  });

  it("carry any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), fc.string({ unit: "binary" }), (file, message) => {
        const read = commands(github(result({ findings: [finding({ file, message, help: "" })] }), context()));
        expect(read).toHaveLength(1);
        expect(read[0]).toMatchObject({ name: "error", properties: { file } });
        expect(read[0]!.data).toBe(`${escapeText(file)}:1:1: ${escapeText(message)} [required-flow]`);
      }),
    );
  });
});

describe("no other report makes a runner act", () => {
  it.each([
    ["stylish", stylish],
    ["pretty", pretty],
    ["compact", compact],
    ["unix", unix],
    ["markdown", markdown],
  ] as const)("%s", (_, print) => {
    expect(commands(print(hostileResult, context())).filter((command) => command !== undefined)).toEqual([]);
  });
});

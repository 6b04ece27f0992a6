import { describe, expect, it } from "vitest";
import { lineHashes } from "../../src/reporters/line-hashes.js";
import { sarif } from "../../src/reporters/sarif.js";
import { finding, range, result } from "../sample-report.js";
import { isReference, validateSarif } from "./read-reports.js";
import { context, expectedCounts, files, hostileFiles, hostileFindings, hostileResult } from "./hostile-result.js";

interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId: string };
    readonly region: Record<"startLine" | "startColumn" | "endLine" | "endColumn", number>;
  };
}

interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly Record<string, unknown>[] } };
      readonly originalUriBaseIds: Readonly<Record<string, unknown>>;
      readonly invocations: readonly [
        {
          readonly executionSuccessful: boolean;
          readonly exitCode: number;
          readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[];
        },
      ];
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly level: string;
        readonly message: { readonly text: string };
        readonly locations: readonly Location[];
        readonly relatedLocations?: readonly (Location & { readonly id: number })[];
        readonly partialFingerprints: Readonly<Record<string, string>>;
        readonly codeFlows?: readonly { readonly threadFlows: readonly { readonly locations: readonly object[] }[] }[];
        readonly suppressions?: readonly (Readonly<Record<string, unknown>> & { readonly location: Location })[];
        readonly fixes?: readonly {
          readonly artifactChanges: readonly {
            readonly artifactLocation: { readonly uri: string };
            readonly replacements: readonly object[];
          }[];
        }[];
      }[];
    },
  ];
}

function read(text: string): Log {
  const log = JSON.parse(text) as Log;
  validateSarif(log);
  expect(validateSarif.errors).toBeNull();
  return log;
}

const hostile = read(sarif(hostileResult, context()));
const [run] = hostile.runs;

describe("SARIF", () => {
  it("keeps what is suppressed, and says who said so and why", () => {
    const suppressed = [
      {
        finding: finding({ ruleId: "missing-namespace", message: "Hidden." }),
        kind: "inSource",
        justification: "known",
        file: "a.yaml",
        range: range(2, 3, 2, 9),
      },
      { finding: finding({ ruleId: "duplicate-key" }), kind: "external", justification: null, file: "k.json", range: range(8, 1) },
    ] as const;
    const [{ tool, results }] = read(sarif(result({ findings: [finding({})], suppressed }), context())).runs;
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(["duplicate-key", "missing-namespace", "required-flow"]);
    expect(results.map(({ ruleId, suppressions }) => [ruleId, suppressions])).toEqual([
      ["required-flow", undefined],
      ["missing-namespace", [expect.objectContaining({ kind: "inSource", status: "accepted", justification: "known" })]],
      ["duplicate-key", [expect.objectContaining({ kind: "external", status: "accepted" })]],
    ]);
    const [place] = results[1]?.suppressions ?? [];
    expect(place?.location.physicalLocation.region).toEqual({ startLine: 2, startColumn: 3, endLine: 2, endColumn: 9 });
  });

  it("is what the schema of 2.1.0 takes, which refuses what is not in it", () => {
    expect(validateSarif({ version: "2.1.0", runs: [{ tool: { driver: { name: "x", rules: [{ id: "a", extra: 1 }] } } }] })).toBe(
      false,
    );
    expect(validateSarif(JSON.parse(sarif(result(), context())))).toBe(true);
  });

  it("has every finding and every input problem as a result", () => {
    const count = (level: string): number => run.results.filter((one) => one.level === level).length;
    expect({ error: count("error"), warning: count("warning"), info: count("note") }).toEqual(expectedCounts);
  });

  it("names files by references that decode to their paths", () => {
    const uris = run.results.map((one) => one.locations[0]!.physicalLocation.artifactLocation.uri);
    expect(new Set(uris.map((uri) => decodeURIComponent(uri)))).toEqual(new Set(hostileFiles));
    for (const uri of uris) {
      expect(isReference(uri)).toBe(true);
      // Resolved as a viewer does, it stays below the root.
      expect(decodeURIComponent(new URL(uri, "file:///root/").pathname)).toMatch(/^\/root\//);
    }
    const used = run.results.map((one) => one.locations[0]!.physicalLocation.artifactLocation.uriBaseId);
    for (const id of used) expect(Object.hasOwn(run.originalUriBaseIds, id)).toBe(true);
  });

  it("marks what the range marks, counted in UTF-16 units with an exclusive end", () => {
    const single = run.results.find((one) => one.locations[0]!.physicalLocation.region.endColumn === 10);
    const { startLine, startColumn, endColumn } = single!.locations[0]!.physicalLocation.region;
    expect(files[0]!.text.split("\n")[startLine - 1]!.slice(startColumn - 1, endColumn - 1)).toBe('"é日😀"');
  });

  it("links to each related place by its number, and to nothing else", () => {
    for (const { message, relatedLocations = [] } of run.results) {
      // An escaped bracket is text.
      const links = [...message.text.replace(/\\[[\]\\]/g, "").matchAll(/\[[^[\]]*\]\(([^)]*)\)/g)].map(([, to]) => to);
      expect(links).toEqual(relatedLocations.map(({ id }) => String(id)));
    }
  });

  it("has rules with help, in the place that results give", () => {
    for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex]).toMatchObject({ id: ruleId });
    const rule = run.tool.driver.rules.find(({ id }) => id === "required-flow")!;
    expect(rule).toMatchObject({
      helpUri: "https://github.com/netpolint/netpolint/blob/main/docs/rules/required-flow.md",
      defaultConfiguration: { level: "error" },
      properties: { "problem.severity": "error", precision: "very-high" },
    });
    const help = (rule["help"] as { markdown: string }).markdown;
    expect(help).toMatch(/^# required-flow\n/);
    expect(help).not.toContain("](../");
  });

  it("shows the witness as a path that ends where the finding is", () => {
    const flow = run.results.find((one) => one.codeFlows)!;
    const steps = flow.codeFlows![0]!.threadFlows[0]!.locations as readonly { readonly location: Location }[];
    expect(steps).toHaveLength(2);
    expect(steps.at(-1)!.location.physicalLocation).toEqual(flow.locations[0]!.physicalLocation);
  });

  it("has fixes by file", () => {
    const uriOf = (one: (typeof run.results)[number]): string => one.locations[0]!.physicalLocation.artifactLocation.uri;
    const [, second] = hostileFiles;
    const { fixes = [] } = run.results.find((one) => one.fixes && decodeURIComponent(uriOf(one)) === second)!;
    const changed = fixes.map(({ artifactChanges }) => {
      return artifactChanges.map(({ artifactLocation }) => decodeURIComponent(artifactLocation.uri));
    });
    // The fix is one edit; the suggestion changes another file too.
    expect(changed).toEqual([[second], [second, hostileFiles[0]]]);
    expect(fixes[1]!.artifactChanges[1]!.replacements).toEqual([
      {
        deletedRegion: { startLine: 3, startColumn: 1, endLine: 3, endColumn: 5 },
        insertedContent: { text: "d: 3" },
      },
    ]);
  });

  it("says that the run was not successful, and what was not checked", () => {
    const [invocation] = run.invocations;
    expect(invocation).toMatchObject({ executionSuccessful: false, exitCode: 2 });
    const texts = invocation.toolExecutionNotifications.map(({ message }) => message.text);
    expect(texts.filter((text) => /^Not checked|^Recognised|^Not rendered|must work/.test(text))).toHaveLength(4);
    const [clean] = read(sarif(result(), context({ exitCode: 0 }))).runs;
    expect(clean.invocations).toEqual([{ executionSuccessful: true, exitCode: 0, toolExecutionNotifications: [] }]);
    const nothing = "Nothing to analyse: no file could be read.";
    const [empty] = read(sarif(result({}, { objects: 0 }, { nothingToAnalyse: nothing }), context())).runs;
    expect(empty.invocations).toMatchObject([
      { executionSuccessful: false, toolExecutionNotifications: [{ level: "error", message: { text: nothing } }] },
    ]);
  });
});

describe("fingerprints", () => {
  const idsOf = (text: string): readonly string[] =>
    read(text).runs[0].results.map((one) => one.partialFingerprints["netpolint/v1"]!);

  it("are unique in a run", () => {
    const ids = idsOf(sarif(hostileResult, context()));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("stay when lines move and files are renamed, and differ where the finding does", () => {
    const one = finding({ fingerprint: "a" });
    const moved = finding({ fingerprint: "a", file: "other.yaml", range: range(9, 9) });
    const other = finding({ fingerprint: "b" });
    const [id] = idsOf(sarif(result({ findings: [one] }), context()));
    expect(idsOf(sarif(result({ findings: [moved] }), context()))).toEqual([id]);
    expect(idsOf(sarif(result({ findings: [other] }), context()))).not.toEqual([id]);
  });

  it("have the hash of the line that GitHub compares, where the file was read", () => {
    const [first] = read(sarif(result({ findings: [finding({ file: hostileFiles[0]!, range: range(3, 1) })] }), context())).runs;
    expect(first.results[0]!.partialFingerprints["primaryLocationLineHash"]).toBe(lineHashes(files[0]!.text)[2]);
    const [gone] = read(sarif(result({ findings: [finding({ file: "gone.yaml" })] }), context())).runs;
    expect(Object.keys(gone.results[0]!.partialFingerprints)).toEqual(["netpolint/v1"]);
  });
});

// The expected values are those that GitHub's own upload action is tested with.
describe("the hash of a line", () => {
  const greetings = [
    "e9496ae3ebfced30:1",
    "fb7c023a8b9ccb3f:1",
    "ce8ba1a563dcdaca:1",
    "e20e36e16fcb0cc8:1",
    "b3edc88f2938467e:1",
    "c8e28b0b4002a3a0:1",
    "c129715d7a2bc9a3:1",
  ];

  it.each([
    ["", ["c129715d7a2bc9a3:1"]],
    [" a\nb\n  \t\tc\n d", ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]],
    [
      " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End",
      [
        "8b7cf3e952e7aeb2:1",
        "b1ae1287ec4718d9:1",
        "bff680108adb0fcc:1",
        "c6805c5e1288b612:1",
        "b86d3392aea1be30:1",
        "e6ceba753e1a442:1",
      ],
    ],
    [" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", greetings],
    [" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", greetings],
    [" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", greetings],
    [" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", greetings],
    [
      "Lorem ipsum dolor sit amet.\n".repeat(10),
      [
        "a7f2ff13bc495cf2:1",
        "a7f2ff13bc495cf2:2",
        "a7f2ff13bc495cf2:3",
        "a7f2ff13bc495cf2:4",
        "a7f2ff13bc495cf2:5",
        "a7f2ff13bc495cf2:6",
        "a7f2ff1481e87703:1",
        "a9cf91f7bbf1862b:1",
        "55ec222b86bcae53:1",
        "cc97dc7b1d7d8f7b:1",
        "c129715d7a2bc9a3:1",
      ],
    ],
  ])("of %j", (text, expected) => {
    expect(lineHashes(text)).toEqual(expected);
  });
});

it("hostile findings have every severity", () => {
  expect(new Set(hostileFindings.map(({ severity }) => severity)).size).toBe(3);
});

import type { ConnectivityDiff, DiffConnection } from "@netpolint/core";
import { describe, expect, it } from "vitest";
import { diffMermaid } from "../src/diff/diff-mermaid.js";

const nothing: ConnectivityDiff = {
  gained: [],
  lost: [],
  changed: [],
  undecidedChanges: [],
  onlyInBase: [],
  onlyInHead: [],
  policies: { onlyInBase: [], onlyInHead: [], changed: [] },
  families: [],
};
const none = { intervals: [] };
const web = { intervals: [[80, 80]] };
const http = { TCP: web, UDP: none, SCTP: none, ICMP: none } as unknown as DiffConnection["ports"];
const end = (name: string): DiffConnection["from"] => ({ name, cidrs: null });

function connection(from: string, to: string): DiffConnection {
  return { from: end(from), to: end(to), ports: http, somePods: false, family: null, reasons: [] };
}

function draw(diff: Partial<ConnectivityDiff>): string {
  return diffMermaid({ diff: { ...nothing, ...diff }, inputProblems: [] });
}

describe("diff as a diagram", () => {
  it("is empty where nothing differs", () => {
    expect(draw({})).toBe("");
  });

  it("draws a connection between two new endpoints once, and an endpoint without any", () => {
    const between = { from: end("a/Pod/x"), to: end("a/Pod/y"), state: "allowed", ports: http } as const;
    const diagram = draw({
      onlyInHead: [
        { name: "a/Pod/x", connections: [between] },
        { name: "a/Pod/y", connections: [between] },
        { name: "b/Pod/z", connections: [] },
      ],
    });
    expect(diagram.split("\n").filter((line) => line.includes("==>"))).toEqual(['  n0 ==>|"gained: TCP 80"| n1']);
    expect(diagram).toContain('["Pod/z<br/>only in head"]');
  });

  it("takes no name for markup", () => {
    const hostile = 'a/Pod/x"]; click n0 "https://example.com" <b>%%{init}%%\n::error::x';
    const diagram = draw({ gained: [connection(hostile, "a/Pod/y")] });
    const label = "x#34;#93;#59; click n0 #34;https://example.com#34; #60;b#62;#37;#37;#123;init#125;#37;#37;";
    expect(diagram).toContain(`    n0["Pod/${label}\ufffd::error::x"]\n`);
    expect(diagram.split("\n")).toHaveLength(8);
  });

  it("says how many lines there are, where Mermaid would draw none", () => {
    const many = Array.from({ length: 501 }, (_, index) => connection(`a/Pod/${index}`, "a/Pod/all"));
    expect(draw({ gained: many }).split("\n")[0]).toBe('%%{init: {"maxEdges": 501}}%%');
    expect(draw({ gained: many.slice(1) }).split("\n")[0]).toBe("flowchart LR");
  });
});

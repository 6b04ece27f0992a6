import {
  type ConnectionPorts,
  emptyPortSet,
  fullPortSet,
  type MapEndpoint,
  perProtocol,
  portRange,
} from "@netpolint/core";
import { describe, expect, it } from "vitest";
import { bundleLinks } from "../src/map/bundle-links.js";
import type { LinkLine } from "../src/map/diagram-parts.js";
import { endpointTitle } from "../src/map/endpoint-title.js";
import { csvLine } from "../src/reporters/csv-line.js";
import { mapCsv } from "../src/map/map-csv.js";
import { mapDot } from "../src/map/map-dot.js";
import { mapMarkdown } from "../src/map/map-markdown.js";
import { mapMatrix } from "../src/map/map-matrix.js";
import { mapMermaid } from "../src/map/map-mermaid.js";
import { mapSvg } from "../src/map/map-svg.js";
import { mapText } from "../src/map/map-text.js";
import type { MapLink, MapView } from "../src/map/map-view.js";
import { putAlikeTogether } from "../src/map/put-alike-together.js";

const noPorts = perProtocol(() => emptyPortSet());
const allPorts = perProtocol(() => fullPortSet());

function tcp(port: number): ConnectionPorts {
  return { ...noPorts, TCP: portRange(port, port) };
}

function pod(namespace: string, name: string): MapEndpoint {
  const isolated = { ingress: true, egress: true };
  return { name: `${namespace}/Pod/${name}`, type: "pod", namespace, cidrs: null, isolated };
}

function workload(namespace: string, name: string): MapEndpoint {
  return { ...pod(namespace, name), name: `${namespace}/Deployment/${name}`, type: "workload" };
}

function addresses(...cidrs: readonly string[]): MapEndpoint {
  return { name: cidrs.join(","), type: "addresses", namespace: null, cidrs, isolated: null };
}

function link(from: number, to: number, allowed: ConnectionPorts, undecided = noPorts): MapLink {
  return { from, to, allowed, undecided, partly: noPorts, denied: noPorts };
}

function view(endpoints: readonly MapEndpoint[], links: readonly MapLink[]): MapView {
  const onePods = new Set(endpoints.flatMap(({ type }, index) => (type === "pod" ? [index] : [])));
  return { endpoints, links, by: "workload", families: [4], onePods, isPart: false, isDenied: false };
}

function everyPair(count: number, ports: ConnectionPorts): readonly MapLink[] {
  const indexes = [...Array(count).keys()];
  return indexes.flatMap((from) => indexes.map((to) => link(from, to, ports)));
}

describe("names of users' objects in a map", () => {
  const names = [
    'a"]; x --> y["',
    "<script>alert(1)</script>",
    "a|b`*_",
    "new\nline",
    "\u202eback\u0007",
    "&lt;",
    "back\\slash",
  ];
  const hostile = view(
    [...names.map((name) => pod('ns"<&>', name)), pod("=cmd()", "x")],
    names.map((_, index) => link(index, (index + 1) % names.length, tcp(80), tcp(81))),
  );

  it("are text in SVG, whose tags stay balanced", () => {
    const svg = mapSvg(hostile);
    expect(svg).not.toContain("<script");
    expect(svg).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    for (const character of ["\u202e", "\u0007"]) expect(svg).not.toContain(character);
    expect(unbalancedTags(svg)).toEqual([]);
  });

  it("do not end a label of DOT or Mermaid", () => {
    expect(mapDot(hostile)).toContain('label="Pod/a\\"]; x --> y[\\""');
    expect(mapDot(hostile)).toContain('label="Pod/back\\\\slash"');
    expect(mapDot(hostile).split("\n").filter((line) => line.includes("line"))).toHaveLength(1);
    expect(mapMermaid(hostile)).toContain('["Pod/a#34;#93;#59; x --#62; y#91;#34;"]');
    expect(mapMermaid(hostile)).not.toContain("<script");
  });

  it("do not break a Markdown table", () => {
    const rows = mapMarkdown(hostile).split("\n").filter((line) => line.startsWith("|"));
    for (const row of rows) expect(row.replaceAll(/\\./g, "").split("|")).toHaveLength(6);
    expect(mapMarkdown(hostile)).toContain("&lt;script\\>");
    expect(mapMarkdown(hostile)).toContain("&amp;lt;");
  });

  it("are no formulas for a spreadsheet, and no lines of a terminal", () => {
    expect([...mapCsv(hostile)].join("")).toContain("'=cmd()/Pod/x,,none,,,\n");
    expect([...mapCsv(hostile)].join("")).toContain('"ns""<&>/Pod/a""]; x --> y["""');
    expect([...mapCsv(hostile)].join("")).toContain("new\\u{a}line");
    expect([...mapCsv(hostile)].join("")).toContain("\\u{202e}back\\u{7}");
    expect([...mapText(hostile, { colour: false })].join("")).toContain("new\\u{a}line");
  });
});

/** Tags that are opened and not closed, or the other way round. */
function unbalancedTags(xml: string): readonly string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [, slash, name, self] of xml.matchAll(/<(\/?)([a-zA-Z]+)(?:\s+[\w:-]+="[^"<]*")*\s*(\/?)>/g)) {
    if (self === "/") continue;
    if (slash !== "/") open.push(name ?? "");
    else if (open.pop() !== name) wrong.push(name ?? "");
  }
  const stray = xml.replaceAll(/<\/?[a-zA-Z]+(?:\s+[\w:-]+="[^"<]*")*\s*\/?>/g, "").match(/[<>]/g) ?? [];
  // The one style element holds no markup.
  return [...wrong, ...open, ...stray];
}

describe("what is not sure in a map", () => {
  const unsure = view([pod("shop", "a"), pod("shop", "b")], [link(0, 1, tcp(80), tcp(443))]);

  it("is told apart by more than colour", () => {
    expect(mapSvg(unsure)).toMatch(/stroke-dasharray="5 4"[^>]*marker-end="url\(#head-undefined\)"/);
    expect(mapSvg(unsure)).toContain("undefined: TCP 443");
    expect(mapDot(unsure)).toContain('label="undefined: TCP 443", color="#9a6700", style="dashed"');
    expect(mapMermaid(unsure)).toContain('n0 -.->|"undefined: TCP 443"| n1');
    expect(mapMatrix(unsure, 80)).toContain("A?  TCP 80; undefined: TCP 443");
  });
});

describe("a matrix", () => {
  const many = view([...Array(12).keys()].map((index) => workload("shop", `app-${index}`)), everyPair(12, allPorts));

  it("goes on below where the terminal is narrow", () => {
    const lines = mapMatrix(many, 30).split("\n");
    const table = lines.slice(lines.indexOf("") + 1, lines.indexOf("Rows are sources, columns are destinations."));
    expect(Math.max(...table.map((line) => line.length))).toBeLessThanOrEqual(30);
    expect(table).toContain("    1  2  3  4  5  6  7  8  9");
    expect(table).toContain("   10 11 12");
  });

  it("leaves out the pairs that are none: a pod with itself, addresses with addresses", () => {
    const small = view([pod("shop", "a"), addresses("0.0.0.0/0")], [link(0, 1, tcp(443))]);
    expect(mapMatrix(small, 80)).toContain(["             1 2", "1 shop/Pod/a   A", "2 0.0.0.0/0  .", ""].join("\n"));
  });
});

describe("ranges of addresses", () => {
  it("are written with their holes where that is shorter", () => {
    const around = ["10.0.0.0/16", "10.2.0.0/15", "10.4.0.0/14", "10.8.0.0/13", "10.16.0.0/12", "10.32.0.0/11"];
    const whole = addresses(...around, "10.64.0.0/10", "10.128.0.0/9", "2001:db8::/32");
    expect(endpointTitle(whole)).toBe("10.0.0.0/8 (except 10.1.0.0/16),2001:db8::/32");
    expect(endpointTitle(addresses("10.0.0.0/16", "192.168.0.0/16"))).toBe("10.0.0.0/16,192.168.0.0/16");
  });
});

describe("a diagram of many lines", () => {
  const others = [...Array(20).keys()].map((index) => workload("shop", `app-${index}`));

  it("puts together what has the same connections, in one namespace only", () => {
    const endpoints = [...others, workload("ops", "tool")];
    const { nodes, links } = putAlikeTogether(view(endpoints, everyPair(21, allPorts)));
    expect(nodes.map((node) => node.endpoints.length)).toEqual([20, 1]);
    expect(links.map(({ from, to }) => `${from}>${to}`)).toEqual(["0>0", "0>1", "1>0", "1>1"]);
  });

  it("keeps apart what differs in one line", () => {
    const links = everyPair(20, allPorts).filter(({ from, to }) => !(from === 3 && to === 5));
    const { nodes } = putAlikeTogether(view(others, links));
    expect(nodes.map((node) => node.endpoints.length).toSorted((a, b) => a - b)).toEqual([1, 1, 18]);
  });
});

describe("bundles of lines", () => {
  const lines = (pairs: readonly (readonly [number, number])[]): readonly LinkLine[] =>
    pairs.map(([from, to]) => ({ from, to, kind: "allowed", text: "TCP 80" }));
  const boxes = [
    { nodes: [0, 1], isAddresses: false },
    { nodes: [2], isAddresses: false },
  ];

  it("stand for each node of a box, and for nothing that is not there", () => {
    const found = bundleLinks(lines([[0, 2], [1, 2], [2, 0]]), { boxes, onePods: new Set() });
    expect(found.map(({ from, to, count }) => ({ from, to, count }))).toEqual([
      { from: { type: "box", box: 0 }, to: { type: "node", node: 2 }, count: 2 },
      { from: { type: "node", node: 2 }, to: { type: "node", node: 0 }, count: 1 },
    ]);
  });

  it("do not need a line from one pod to itself", () => {
    const pairs = [[0, 1], [1, 0]] as const;
    expect(bundleLinks(lines(pairs), { boxes, onePods: new Set([0, 1]) })).toHaveLength(1);
    expect(bundleLinks(lines(pairs), { boxes, onePods: new Set() })).toHaveLength(2);
  });
});

describe("CSV", () => {
  it("has no character that a terminal takes for a command, and no formula", () => {
    expect(csvLine(["a\u001b[31m", "=1+1", 'b"c', 7])).toBe(`a\\u{1b}[31m,'=1+1,"b""c",7\n`);
  });
});

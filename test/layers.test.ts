import { isBuiltin } from "node:module";
import { describe, expect, it } from "vitest";
import { codeOnly, forbiddenImports, importCycles, importsIn, lineAt } from "./import-graph.js";
import type { Import } from "./import-graph.js";
import { filesIn, foldersIn, sourcesBelow } from "./repository.js";

interface Layer {
  readonly name: string;
  readonly state: "exists" | "planned";
  readonly mayImport: readonly string[];
  readonly because: string;
}

const packages: readonly Layer[] = [
  { name: "core", state: "exists", mayImport: [], because: "the engine knows neither who asks nor who prints" },
  { name: "rules", state: "exists", mayImport: ["core"], because: "a lint rule is a plugin of the engine only" },
  { name: "packs", state: "exists", mayImport: ["core"], because: "a flow pack is data for the engine only" },
  { name: "generate", state: "exists", mayImport: ["core"], because: "it writes policies from what the engine says" },
  { name: "views", state: "exists", mayImport: ["core"], because: "it shows what the engine says, wherever that runs" },
  {
    name: "cli",
    state: "exists",
    mayImport: ["core", "rules", "packs", "generate", "views"],
    because: "it puts the parts together, and nothing but the action is built on it",
  },
  {
    name: "playground",
    state: "exists",
    mayImport: ["core", "rules", "packs", "generate", "views"],
    because: "a browser has no disk, so it cannot use the command line",
  },
  { name: "action", state: "exists", mayImport: ["cli"], because: "it is a thin caller of the command line" },
];

// From the top down: each may import those below it.
const coreLayers: readonly Omit<Layer, "mayImport">[] = [
  { name: "lint", state: "exists", because: "findings are drawn from answers; no answer depends on a lint rule" },
  { name: "connectivity", state: "exists", because: "the whole picture is made of single verdicts" },
  { name: "policy", state: "exists", because: "the semantics are one place, whoever asks" },
  { name: "cluster", state: "exists", because: "lookups know the objects, not what policies mean" },
  { name: "resources", state: "exists", because: "an object is what its document says, on its own" },
  { name: "source", state: "exists", because: "reading text needs no knowledge of Kubernetes" },
  { name: "sets", state: "exists", because: "algebra imports nothing of ours" },
];

const packagesToGuard = foldersIn("packages");
const allSources = new Map(packagesToGuard.flatMap((name) => [...sourcesBelow(`packages/${name}/src`)]));
const allImports = importsIn(allSources);
const coreSources = sourcesBelow("packages/core/src");
const coreImports = importsIn(coreSources);

function violations(imports: readonly Import[]): readonly string[] {
  return imports.map(({ from, line, specifier }) => `${from}:${line} imports ${specifier}`);
}

function namesOf(layers: readonly Omit<Layer, "mayImport">[], state: Layer["state"]): readonly string[] {
  return layers
    .filter((layer) => layer.state === state)
    .map((layer) => layer.name)
    .toSorted();
}

describe("packages", () => {
  it("are the ones listed here: a new one is listed as existing, a lost one is taken off the list", () => {
    expect(packagesToGuard.filter((name) => sourcesBelow(`packages/${name}/src`).size > 0)).toEqual(
      namesOf(packages, "exists"),
    );
  });

  const packageOf = (target: string): string | undefined =>
    target === "netpolint" ? "cli" : /^(?:packages|@netpolint)\/([^/]+)/.exec(target)?.[1];
  const mayImport = new Map(packages.map((layer) => [layer.name, new Set(layer.mayImport)]));

  for (const layer of packages.filter(({ state }) => state === "exists")) {
    it(`${layer.name} imports only [${layer.mayImport.join(", ")}] of ours: ${layer.because}`, () => {
      const own = allImports.filter((imported) => packageOf(imported.from) === layer.name);
      expect(violations(forbiddenImports(own, packageOf, mayImport))).toEqual([]);
    });

    it(`${layer.name} has no import cycle: files that need each other cannot be understood one by one`, () => {
      expect(importCycles(sourcesBelow(`packages/${layer.name}/src`))).toEqual([]);
    });
  }

  it("import each other by name: a path into another package goes around what it exports", () => {
    const byPath = allImports.filter(
      (imported) => imported.specifier.startsWith(".") && packageOf(imported.from) !== packageOf(imported.target),
    );
    expect(violations(byPath)).toEqual([]);
  });

  it("import only files that exist", () => {
    const relative = allImports.filter((imported) => imported.specifier.startsWith("."));
    expect(violations(relative.filter((imported) => !allSources.has(imported.target)))).toEqual([]);
  });

  it("read addresses through one file: ip-num gives wrong answers on some intervals", () => {
    const importers = allImports.filter((imported) => imported.target === "ip-num").map((imported) => imported.from);
    expect([...new Set(importers)]).toEqual(["packages/core/src/sets/ip-address.ts"]);
  });
});

describe("folders of core", () => {
  const inCore = (target: string): string | undefined => /^packages\/core\/src\/(.+)/.exec(target)?.[1];
  const layerOf = (target: string): string | undefined => {
    const path = inCore(target);
    return path?.includes("/") ? path.split("/")[0] : path && "the top";
  };
  const mayImport = new Map(
    coreLayers.map((layer, index) => [layer.name, new Set(coreLayers.slice(index + 1).map(({ name }) => name))]),
  );
  mayImport.set("the top", new Set(coreLayers.map((layer) => layer.name)));

  it("are the ones listed here: a new one is listed as existing, a lost one is taken off the list", () => {
    const folders = foldersIn("packages/core/src").filter((name) => sourcesBelow(`packages/core/src/${name}`).size > 0);
    expect(folders).toEqual(namesOf(coreLayers, "exists"));
  });

  it("lie below analyze.ts and index.ts, and no other file lies beside them", () => {
    expect(filesIn("packages/core/src")).toEqual(["analyze.ts", "index.ts"]);
  });

  for (const layer of coreLayers.filter(({ state }) => state === "exists")) {
    const below = [...(mayImport.get(layer.name) ?? [])].join(", ");
    it(`${layer.name} imports only [${below}] of core: ${layer.because}`, () => {
      const own = coreImports.filter((imported) => layerOf(imported.from) === layer.name);
      expect(violations(forbiddenImports(own, layerOf, mayImport))).toEqual([]);
    });
  }
});

describe("core", () => {
  it("loads on demand in source only: nothing else in core awaits", () => {
    const elsewhere = coreImports.filter(
      (imported) => imported.dynamic && !imported.from.startsWith("packages/core/src/source/"),
    );
    expect(violations(elsewhere)).toEqual([]);
  });
});

describe.each(["core", "generate"])("%s is pure", (name) => {
  const sources = sourcesBelow(`packages/${name}/src`);

  it("imports nothing of Node: it runs in a browser", () => {
    expect(violations(importsIn(sources).filter((imported) => isBuiltin(imported.specifier)))).toEqual([]);
  });

  const impure: readonly (readonly [string, RegExp])[] = [
    ["console", /\bconsole\s*[.[?]/g],
    ["process", /\bprocess\s*(?:\?\.|\.|\[)\w/g],
    ["the clock", /\bDate\b|\bperformance\s*[.[?]/g],
    ["randomness", /\bMath\s*\.\s*random\b|\bcrypto\s*[.[?]/g],
    ["the network", /\bfetch\s*\(|\bXMLHttpRequest\b|\bWebSocket\b/g],
    ["timers", /\b(?:setTimeout|setInterval|setImmediate)\s*\(/g],
    ["what is global", /\bglobalThis\b/g],
  ];

  it.each(impure)("stays away from %s: the same input gives the same answer", (_, pattern) => {
    const uses = [...sources].flatMap(([path, text]) => {
      const code = codeOnly(text);
      return [...code.matchAll(pattern)].map((match) => `${path}:${lineAt(code, match.index)} ${match[0]}`);
    });
    expect(uses).toEqual([]);
  });
});

import { readdirSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { seldomPart } from "./seldom-part.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

// CommonJS starts fastest. What is loaded with `import()` becomes a part of its own, so that a run reads only what it
// needs: V8 looks at every byte of a file before it runs the first one.
const common = {
  platform: "node",
  logLevel: "warn",
  resolve: { conditionNames: ["source", "node", "import", "require", "default"] },
};
// Tests build to a folder of their own.
const dir = process.env.NETPOLINT_BUNDLE_FOLDER ?? here("dist");
const output = { dir, format: "cjs", minify: true, dynamicImportInCjs: false };

// What V8 made of another bundle must not run in the place of this one.
for (const name of ["program.bin", "parts/seldom.bin"]) rmSync(`${dir}/${name}`, { force: true });

const { NETPOLINT_BUNDLE_BY_MODULE: byModule, NETPOLINT_SELDOM_MODULES: list } = process.env;
const seldom = seldomPart({ folder: dir, isByModule: byModule === "1", list });
const split = { includeDependenciesRecursively: false, groups: seldom.groups };

/** The launcher finds the program in the file beside it. */
const program = {
  name: "program",
  resolveId: (id) => (id === "./bin.js" ? { id: "./program.cjs", external: true } : null),
};

/**
 * ip-num makes its constants when it is loaded, for longer than a small run takes, and is asked only where an address
 * is written; micromatch only where a glob is. What they export stands for itself until it is first used.
 */
const whenUsed = {
  name: "when-used",
  async resolveId(id, importer) {
    if (!Object.hasOwn(standIns, id) || importer?.startsWith(standIn)) return null;
    const file = await this.resolve(id, importer, { skipSelf: true });
    return `${standIn}${id} ${file.id}`;
  },
  load: (id) => {
    if (!id.startsWith(standIn)) return null;
    const [name, file] = id.slice(standIn.length).split(" ");
    return `const load = () => require(${JSON.stringify(file)});\n${standIns[name]}`;
  },
};

const standIn = "\0when-used:";

/** The schemas of js-yaml, and the patterns of its writer, are made when it is loaded. Those that nobody asks for are left out. */
const ownConstants = {
  name: "own-constants",
  transform: (code, id) =>
    id.includes("/js-yaml/") ? { code: code.replace(/^(var \w+ = )(new |define\w+Tag\(|\w+\.withTags\()/gm, "$1/* @__PURE__ */ $2"), map: null } : null,
};

const standIns = {
  "ip-num": `
    const whenUsed = (name) => new Proxy(class {}, {
      construct: (_, args) => Reflect.construct(load()[name], args),
      get: (_, key) => load()[name][key],
    });
    export const IPv4 = whenUsed("IPv4");
    export const IPv6 = whenUsed("IPv6");`,
  micromatch: `
    export default new Proxy(function () {}, {
      apply: (_, self, args) => Reflect.apply(load(), self, args),
      get: (_, key) => load()[key],
    });`,
};

/** In the bundle the pages of rules and packs are texts; from the sources they are read where they are. */
const pages = {
  name: "pages",
  load: (id) => (id === here("src/pages/read-page.ts") ? { code: pagesModule(), moduleType: "js" } : null),
};

/** In the bundle the page of `netpolint report` is a text; its build comes before. */
const shell = {
  name: "shell",
  load: (id) => (id === here("src/report/read-shell.ts") ? { code: shellModule(), moduleType: "js" } : null),
};

function shellModule() {
  const folder = process.env.NETPOLINT_SHELL_FOLDER ?? here("../views/dist/shell");
  const text = JSON.stringify(readFileSync(`${folder}/report.html`, "utf8"));
  return `const shell = ${text};\nexport const readShell = () => shell;`;
}

/**
 * Configurations may be modules. Every `import()` of the bundle becomes a `require`, and what V8 has made of it before
 * cannot have any: this one is a file that Node itself loads.
 */
const nativeImport = {
  name: "native-import",
  load: (id) => (id === here("src/config/native-import.ts") ? { code: nativeImportModule, moduleType: "js" } : null),
  generateBundle() {
    this.emitFile({ type: "asset", fileName: "parts/native-import.cjs", source: "module.exports = (url) => import(url);\n" });
  },
};

const nativeImportModule = `
  import { createRequire } from "node:module";
  export const nativeImport = (url) => createRequire(__filename)("./native-import.cjs")(url);`;

function pagesModule() {
  const texts = Object.fromEntries(["rules", "packs"].map((kind) => [kind, pagesOf(kind)]));
  return `
    const pages = ${JSON.stringify(texts)};
    export const readPage = (kind, id) => (Object.hasOwn(pages[kind], id) ? pages[kind][id] : undefined);`;
}

function pagesOf(kind) {
  const folder = here(`../../docs/${kind}/`);
  const names = readdirSync(folder).filter((name) => name.endsWith(".md"));
  return Object.fromEntries(names.map((name) => [name.slice(0, -3), readFileSync(`${folder}${name}`, "utf8")]));
}

export default [
  // Two names for one program: kubectl takes the second for its plugin `kubectl netpolint`.
  ...["netpolint.cjs", "kubectl-netpolint.cjs"].map((entryFileNames) => ({
    ...common,
    input: here("src/launcher.ts"),
    plugins: [program],
    output: { ...output, entryFileNames },
  })),
  {
    ...common,
    input: here("src/bin.ts"),
    plugins: [whenUsed, ownConstants, nativeImport, pages, shell, ...seldom.plugins],
    output: { ...output, entryFileNames: "program.cjs", chunkFileNames: "parts/[name].cjs", codeSplitting: split },
  },
];

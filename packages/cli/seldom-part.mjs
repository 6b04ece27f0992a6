import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// Half of the program is for what most runs do not meet: findings, pods, addresses. V8 would read the code of all of it
// at each start, so it is a part of its own, which is loaded when something in it is first used. Which modules these are
// is seen by running the program once with every module in a part of its own (scripts/bundle-cli.mjs).

/** In the folder of a bundle by modules: its parts. */
export const partsFile = "parts.json";

/** How a bundle is split, and the plugins that make its parts load when they are used. `list` names the seldom modules. */
export function seldomPart({ folder, isByModule, list }) {
  if (isByModule) return { plugins: [laterLoaded(() => true), listParts(folder)], groups: [{ name: everyModule() }] };
  if (list === undefined) return { plugins: [], groups: [] };
  const seldom = new Set(JSON.parse(readFileSync(list, "utf8")));
  const groups = [{ name: (id) => (seldom.has(id) ? "seldom" : null) }];
  return { plugins: [laterLoaded((path) => path.endsWith("/seldom.cjs"))], groups };
}

function everyModule() {
  const ids = [];
  return (id) => {
    if (!ids.includes(id)) ids.push(id);
    return `module-${ids.indexOf(id)}`;
  };
}

/** The bundler reaches what another part exports through one constant: where the part is loaded with the first use. */
function laterLoaded(isLater) {
  return {
    name: "later-loaded",
    renderChunk(code) {
      const lines = [...code.matchAll(/^const (require_\w+) = require\("(\.[^"]+)"\);$/gm)];
      const later = lines.filter(([, name, path]) => name !== "require_rolldown_runtime" && isLater(path));
      if (later.length === 0) return null;
      const names = new RegExp(`\\b(${later.map(([, name]) => name).join("|")})\\b`, "g");
      const loaders = later.map(([, name, path]) => `let ${name}$;\nfunction ${name}() { return (${name}$ ??= require("${path}")); }\n`);
      const rest = later.reduce((text, [line]) => text.replace(line, ""), code);
      // Loaders first: a part may be used while another loads it.
      return { code: `${loaders.join("")}${rest.replace(names, "$1()")}` };
    },
  };
}

/** The parts, with what each holds and needs, for who runs them to see what is used. */
function listParts(folder) {
  return {
    name: "list-parts",
    generateBundle(_, bundle) {
      const parts = Object.values(bundle).filter(({ type }) => type === "chunk");
      const listed = parts.map(({ fileName, moduleIds, imports }) => ({ fileName, moduleIds, imports }));
      writeFileSync(join(folder, partsFile), JSON.stringify(listed));
    },
  };
}

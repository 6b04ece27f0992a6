// Builds the playground: one HTML file that holds the page, its styles and the script of its worker.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { common, inlineScript, pageOf } from "../views/rolldown.config.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const dir = process.env.NETPOLINT_PLAYGROUND_FOLDER ?? here("dist/page");

/** Title, and the folder or file below the repository's root. The first one is shown at the start. */
const examples = [
  ["A shop of three tiers", "fixtures/connectivity/three-tier"],
  ["A shop of microservices", "fixtures/connectivity/microservice-shop"],
  ["NetObserv behind a default deny", "examples/netobserv"],
  ["IBM Event Processing: a key written twice", "fixtures/findings/duplicate-key/ibm-event-processing"],
  ["One peer or two", "fixtures/findings/split-peer-selectors/two-items"],
  ["Kubebuilder: a webhook's policy", "fixtures/packs/kubernetes/webhook/kubebuilder"],
  ["Policy tutorial: names cannot be resolved", "fixtures/connectivity/tutorial-7"],
  ["Addresses, with exceptions", "fixtures/connectivity/except-refilled"],
  ["AdminNetworkPolicies", "fixtures/convert/ordinary"],
];

const exampleTexts = {
  name: "examples",
  load: (id) => (id === here("src/examples.ts") ? { code: examplesModule(), moduleType: "js" } : null),
};

function examplesModule() {
  const list = examples.map(([title, path]) => ({ title, files: filesOf(here(`../../${path}/`)) }));
  return `export const examples = ${JSON.stringify(list)};`;
}

function filesOf(folder) {
  const names = readdirSync(folder, { recursive: true });
  const manifests = names.filter((name) => /\.ya?ml$/.test(name) && !name.startsWith("expected"));
  if (manifests.length === 0) throw new Error(`no manifests in ${folder}`);
  return manifests
    .map((name) => ({ path: name.replaceAll("\\", "/"), text: readFileSync(`${folder}${name}`, "utf8") }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

const browser = {
  ...common,
  resolve: { ...common.resolve, alias: { path: here("src/no-node.ts"), util: here("src/no-node.ts") } },
  transform: { define: { "process.platform": '"browser"', "process.version": '""' } },
};

/** A page on a disk cannot load a second file, so the worker's script is a text in it. */
async function workerScript() {
  const bundle = await rolldown({ ...browser, input: here("src/worker.ts") });
  const { output } = await bundle.generate({ format: "iife", minify: true, codeSplitting: false });
  await bundle.close();
  return output[0].code;
}

const page = {
  name: "page",
  async generateBundle(_, bundle) {
    const [chunk] = Object.values(bundle);
    const styles = ["../views/src/ui/styles.css", "src/playground.css"].map((path) => readFileSync(here(path), "utf8")).join("\n");
    const engine = inlineScript(await workerScript());
    const source = pageOf({
      title: "netpolint playground",
      script: inlineScript(chunk.code),
      styles,
      body: `<script type="text/plain" id="engine">${engine}</script>`,
      styleNonce: "editor",
    });
    delete bundle[chunk.fileName];
    this.emitFile({ type: "asset", fileName: "index.html", source });
  },
};

export default {
  ...browser,
  input: here("src/main.tsx"),
  plugins: [exampleTexts, page],
  output: { dir, format: "iife", minify: true, codeSplitting: false },
};

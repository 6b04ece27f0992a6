import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

// The pages are made by their own builds; this only drives a browser.
export default {
  input: here("bench.ts"),
  platform: "node",
  logLevel: "warn",
  external: ["playwright-core", "rolldown"],
  resolve: { conditionNames: ["source", "node", "import", "require", "default"] },
  output: { file: here("out/bench.cjs"), format: "cjs", codeSplitting: false },
};

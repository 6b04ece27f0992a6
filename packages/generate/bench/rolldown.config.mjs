import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

// Measured as it is shipped: bundled.
export default {
  input: here("bench.ts"),
  platform: "node",
  logLevel: "warn",
  resolve: { conditionNames: ["source", "node", "import", "require", "default"] },
  output: { file: here("out/bench.cjs"), format: "cjs", codeSplitting: false },
};

import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

// One CommonJS file starts faster than the modules one by one.
export default {
  input: here("src/bin.ts"),
  platform: "node",
  logLevel: "warn",
  resolve: { conditionNames: ["source", "node", "import", "require", "default"] },
  output: {
    file: here("dist/netpolint.cjs"),
    format: "cjs",
    minify: true,
    codeSplitting: false,
  },
};

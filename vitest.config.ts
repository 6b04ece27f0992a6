import { defineConfig } from "vitest/config";

// Tests run against src through the "source" condition of each package's exports, so they need no build.
const conditions = ["source"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ["packages/*/test/**/*.test.ts", "test/**/*.test.ts"],
    allowOnly: false,
    // A property test on a busy machine, not a hang; the long run draws up to a hundred times as much.
    testTimeout: process.env["NETPOLINT_LONG"] === undefined ? 120_000 : 3_600_000,
    // The same: one second is short for a browser beside other work.
    expect: { poll: { timeout: 20_000 } },
  },
});

import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const integration = ["**/*.integration.test.ts"];
const flow = ["tests/flow/**/*.test.ts"];
const elsewhere = [
  "**/node_modules/**",
  "**/dist/**",
  ".data/**",
  "tests/browser/**",
];
const guard = "./tests/support/refuse-outgoing-requests.ts";
const server = "./tests/support/global-setup.ts";

// The CommonJS build, as Node itself resolves it: bundlers prefer the other one, and graphql refuses to be loaded twice.
const resolve = {
  alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }],
};

export default defineConfig({
  test: {
    // Files wait for servers more than they compute; by itself Vitest leaves one of two processors unused.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        resolve,
        test: {
          name: "unit",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...elsewhere, ...integration, ...flow],
          setupFiles: [guard],
          // What hangs ends; what shares its processor with a dozen others may take longer than five seconds.
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve,
        test: {
          name: "integration",
          include: integration,
          exclude: elsewhere,
          setupFiles: [guard],
          globalSetup: [server],
          // Far beyond what any of them takes: a machine with much else to do is no failure.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve,
        test: {
          name: "flow",
          include: flow,
          exclude: elsewhere,
          setupFiles: [guard],
          globalSetup: [server],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});

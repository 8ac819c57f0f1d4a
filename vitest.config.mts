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

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...elsewhere, ...integration, ...flow],
          setupFiles: [guard],
        },
      },
      {
        test: {
          name: "integration",
          include: integration,
          exclude: elsewhere,
          setupFiles: [guard],
          globalSetup: [server],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
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

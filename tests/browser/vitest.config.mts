import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// A configuration of its own: these need a browser, which a machine may not have.
export default defineConfig({
  test: {
    projects: [
      {
        // The CommonJS build, as Node itself resolves it: graphql refuses to be loaded twice.
        resolve: {
          alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }],
        },
        root: fileURLToPath(new URL("../..", import.meta.url)),
        test: {
          name: "browser",
          include: ["tests/browser/**/*.test.ts"],
          globalSetup: [
            fileURLToPath(
              new URL("../support/global-setup.ts", import.meta.url),
            ),
          ],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});

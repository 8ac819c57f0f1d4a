import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "@killreport/backend/platform/config/index.ts";
import { expect, test } from "vitest";

const { scripts } = JSON.parse(
  readFileSync(join(projectFolder, "package.json"), "utf8"),
) as { scripts: Record<string, string> };

/** Every command of this project's own. */
const commands = Object.entries(scripts).filter(([, line]) =>
  line.startsWith("node "),
);

test.each(commands)(
  "npm run %s -- --help explains and does no more",
  async (_name, line) => {
    const args = [...line.split(" ").slice(1), "--help"];
    const { error, output } = await new Promise<{
      error: Error | null;
      output: string;
    }>((resolve) => {
      execFile(
        process.execPath,
        args,
        // Anything that starts all the same would find nothing it can use.
        {
          cwd: projectFolder,
          env: { DATABASE_URL: "nowhere" },
          timeout: 20_000,
        },
        (error, output) => resolve({ error, output }),
      );
    });
    expect(error).toBeNull();
    expect(output).toMatch(/^Usage: |^ {2}npm run /m);
  },
  30_000,
);

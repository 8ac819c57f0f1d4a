import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { projectFolder } from "@killreport/backend/platform/config/index.ts";

// Longest first, so that the short ones fill the gaps.
const steps: Record<string, string[]> = {
  lint: ["eslint", "--max-warnings=0", "."],
  types: ["tsc", "-p", "tsconfig.json"],
  "types of the page": ["tsc", "-p", "frontend/tsconfig.json", "--noEmit"],
  "unit tests": ["vitest", "run", "--project", "unit", "--reporter=dot"],
  format: ["prettier", "--check", "--cache", "--log-level=warn", "."],
  "dead code": ["knip"],
  directions: [
    "depcruise",
    "--config",
    ".dependency-cruiser.cjs",
    "--output-type",
    "err",
    "backend",
    "workers",
    "simulator",
    "scripts",
    "frontend/src",
  ],
};

const unitTests = "unit tests";

const usage = `Usage: npm run check [-- --without-tests]

Looks at the code without running the slow tests: ${Object.keys(steps).join(", ")}.
Exit code 1: something is not in order; it is printed.

  --without-tests  leave out the unit tests, which npm test has already run`;

if (process.argv.includes("--help")) console.log(usage);
else await check();

async function check(): Promise<void> {
  const failed: string[] = [];
  const waiting = Object.entries(steps).filter(
    ([title]) =>
      title !== unitTests || !process.argv.includes("--without-tests"),
  );
  await Promise.all(
    Array.from({ length: Math.min(2, availableParallelism()) }, async () => {
      for (let step = waiting.shift(); step; step = waiting.shift()) {
        const [title, command] = step;
        const startedAt = performance.now();
        const { isGood, output } = await run(command);
        const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
        console.log(`${isGood ? "ok    " : "FAILED"} ${title} (${seconds} s)`);
        if (isGood) continue;
        console.log(output);
        failed.push(title);
      }
    }),
  );
  if (failed.length > 0) {
    console.log(`Not in order: ${failed.join(", ")}`);
    process.exitCode = 1;
  }
}

function run(command: string[]): Promise<{ isGood: boolean; output: string }> {
  const [program = "", ...args] = command;
  return new Promise((resolve) => {
    // Found on the path npm sets; a shell, since on Windows they are .cmd files.
    const child = spawn([program, ...args].join(" "), {
      cwd: projectFolder,
      shell: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("close", (code) => resolve({ isGood: code === 0, output }));
  });
}

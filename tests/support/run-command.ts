import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { startTestSite } from "./test-site.ts";

/** Runs a command of scripts/ on this site as a process of its own, as npm would. */
export function runCommand(
  site: Pick<Awaited<ReturnType<typeof startTestSite>>, "env">,
  name: string,
  ...args: string[]
): Promise<{ code: number; out: string }> {
  const file = fileURLToPath(
    new URL(`../../scripts/src/${name}.ts`, import.meta.url),
  );
  const env = { PATH: process.env["PATH"] ?? "", ...site.env };
  return new Promise((resolve) => {
    execFile(process.execPath, [file, ...args], { env }, (error, out, bad) => {
      const code = error === null ? 0 : Number(error.code ?? 1);
      resolve({ code, out: out + bad });
    });
  });
}

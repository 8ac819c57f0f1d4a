import { flushCompileCache } from "node:module";
import { explain } from "../../../backend/src/platform/log/index.ts";

/** Says when the process is ready; one that can not start explains why and ends, as the site's own do. */
export async function runAsProcess(
  start: () => Promise<unknown>,
): Promise<void> {
  try {
    await start();
    process.stdout.write("ready\n");
    // Written at the end of a process otherwise, and these are killed; the next one starts in half the time.
    flushCompileCache();
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }
}

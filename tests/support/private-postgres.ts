import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  isProcessAlive,
  openEmbeddedPostgres,
} from "../../backend/src/platform/database/index.ts";
import { ownerFile } from "./leftovers.ts";
import type { PrivateServer } from "./private-server.ts";
import { until } from "./until.ts";

/** A PostgreSQL with its files in a temporary folder, which writes to disk like a real one. */
export async function startPrivatePostgres(): Promise<PrivateServer> {
  // Under the name by which runs find what others left behind when they were killed.
  const dataDir = await mkdtemp(join(tmpdir(), "killreport-test-"));
  // While it restarts nobody uses it, and another run must not take it for such a one.
  await writeFile(join(dataDir, ownerFile), String(process.pid));
  let server = await openEmbeddedPostgres({ dataDir });
  const { url } = server;

  /** Like a crash: its processes end at once, and the next start reads the log to find out what was committed. */
  async function crash(): Promise<void> {
    const file = join(dataDir, "postgres", "postmaster.pid");
    const pid = Number.parseInt(await readFile(file, "utf8"), 10);
    process.kill(pid, "SIGQUIT");
    await until("PostgreSQL has crashed", () => !isProcessAlive(pid));
  }

  return {
    url,
    async restart() {
      await crash();
      await server.close();
      server = await openEmbeddedPostgres({ dataDir });
      if (server.url !== url)
        throw new Error("Somebody took the port while PostgreSQL was away");
    },
    async stop() {
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

import { readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  isProcessAlive,
  openEmbeddedPostgres,
} from "../../backend/src/platform/database/index.ts";

/** In a server's folder: the process that will remove it. */
export const ownerFile = "owner";

/** Ends and removes the servers of test runs that were killed before they could do it themselves. */
export async function dropLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith("killreport-test-")) continue;
    const dataDir = join(tmpdir(), name);
    const users = await readdir(join(dataDir, "postgres-users")).catch(
      () => null,
    );
    // Without the folder it is one that is just being set up, or nothing runs in it.
    if (
      users === null ||
      users.some((file) => isProcessAlive(Number.parseInt(file, 10))) ||
      (await hasOwner(dataDir))
    )
      continue;
    if (await hasServer(dataDir)) {
      const server = await openEmbeddedPostgres({ dataDir, isThrowaway: true });
      await server.close();
    }
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function hasOwner(dataDir: string): Promise<boolean> {
  const pid = await readFile(join(dataDir, ownerFile), "utf8").catch(() => "");
  return pid !== "" && isProcessAlive(Number.parseInt(pid, 10));
}

async function hasServer(dataDir: string): Promise<boolean> {
  const file = join(dataDir, "postgres", "postmaster.pid");
  return readFile(file).then(
    () => true,
    () => false,
  );
}

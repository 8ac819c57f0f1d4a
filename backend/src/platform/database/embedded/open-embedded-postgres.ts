import { access, constants } from "node:fs/promises";
import { join, resolve } from "node:path";
import { RejectedError } from "../../../kernel/index.ts";
import { makeFolder } from "../../files/index.ts";
import { createCluster } from "./cluster.ts";
import { withFolderLock } from "./folder-lock.ts";
import { serverAccount } from "./server-account.ts";
import { serverBinaries } from "./server-binaries.ts";
import { createUserRegister } from "./user-register.ts";

export interface EmbeddedPostgres {
  readonly url: string;
  /** Stops the server unless another process still uses it. */
  close(): Promise<void>;
}

/** Gives this process the PostgreSQL server of a data folder: the one that runs already, or one started now. Every process using it is registered in the folder and the last to leave stops it, so commands can run beside the site, and a killed process leaves a server that the next one simply takes over. RejectedError with what to do when it can not run here. */
export async function openEmbeddedPostgres(options: {
  dataDir: string;
  /** Trades durability for speed: the data is thrown away. */
  isThrowaway?: boolean;
}): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  await requireWritable(dataDir);
  const binaries = await serverBinaries();
  const account = await serverAccount([
    binaries.postgres,
    join(dataDir, "postgres"),
  ]);
  const cluster = createCluster({
    dataDir,
    binaries,
    account,
    isThrowaway: options.isThrowaway ?? false,
  });
  const users = createUserRegister(join(dataDir, "postgres-users"));
  const lock = join(dataDir, "postgres.lock");

  const url = await withFolderLock(lock, async () => {
    const running = await cluster.run();
    await users.enter();
    return running;
  });
  return {
    url,
    close: () =>
      withFolderLock(lock, async () => {
        await users.leave();
        if (await users.isEmpty()) await cluster.stop();
      }),
  };
}

async function requireWritable(dataDir: string): Promise<void> {
  try {
    makeFolder(dataDir);
    await access(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new RejectedError(
      "DATA_FOLDER",
      `The data folder ${dataDir} can not be written to. Give this user the right to write there, or choose another folder with KILLREPORT_DATA_DIR.`,
      { cause: error },
    );
  }
}

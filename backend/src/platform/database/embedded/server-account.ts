import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { RejectedError } from "../../../kernel/index.ts";
import { capture } from "./capture.ts";

/** As whom the server's programs run, and how they are started as that. */
export interface ServerAccount {
  readonly uid: number | null;
  readonly gid: number | null;
  /** Put before the program and its arguments. */
  readonly prefix: readonly string[];
}

const ourselves: ServerAccount = { uid: null, gid: null, prefix: [] };

/** PostgreSQL refuses to run as root: there it runs as the system's `postgres` user, made when missing, which has to reach all of `paths`. */
export async function serverAccount(
  paths: readonly string[],
): Promise<ServerAccount> {
  if (process.getuid?.() !== 0) return ourselves;
  const uid = await idOf("-u");
  const gid = await idOf("-g");
  const reachable = await Promise.all(
    paths.map((path) => canReach(path, uid, gid)),
  );
  if (reachable.every(Boolean)) return { uid, gid, prefix: [] };

  // Below a private folder of root (/root, mktemp -d): the one right it lacks comes along as a capability.
  const prefix = [
    "setpriv",
    `--reuid=${uid}`,
    `--regid=${gid}`,
    "--clear-groups",
    // Without it the right does not hold for access(2), by which the programs look for each other.
    "--securebits=+no_setuid_fixup",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
  ];
  const trial = await capture([...prefix, "true"]);
  if (trial.code !== 0) {
    throw new RejectedError(
      "ROOT_FOLDER",
      `KillReport runs as root. The embedded PostgreSQL must not, and its user (postgres) can not enter ${paths.join(" and ")}. Run KillReport as an ordinary user, move it out of root's private folders, or set DATABASE_URL.`,
    );
  }
  return { uid, gid, prefix };
}

async function idOf(flag: "-u" | "-g"): Promise<number> {
  const look = () => capture(["id", flag, "postgres"]);
  let found = await look();
  if (found.code !== 0) {
    await capture(["groupadd", "--system", "postgres"]);
    await capture(["useradd", "--system", "-g", "postgres", "postgres"]);
    found = await look();
  }
  if (found.code !== 0) {
    throw new RejectedError(
      "NO_POSTGRES_USER",
      'KillReport runs as root. The embedded PostgreSQL must not, and the user "postgres" could not be made for it. Run KillReport as an ordinary user, create that user, or set DATABASE_URL.',
    );
  }
  return Number(found.output);
}

async function canReach(
  path: string,
  uid: number,
  gid: number,
): Promise<boolean> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const found = await stat(folder);
    const right = found.uid === uid ? 0o100 : found.gid === gid ? 0o010 : 0o001;
    if ((found.mode & right) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

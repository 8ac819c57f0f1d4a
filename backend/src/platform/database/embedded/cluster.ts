import { randomBytes } from "node:crypto";
import {
  chown,
  mkdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { RejectedError } from "../../../kernel/index.ts";
import { capture } from "./capture.ts";
import { findFreePort, isPortFree } from "./free-port.ts";
import { isServerAlive } from "./is-process-alive.ts";
import type { ServerAccount } from "./server-account.ts";
import { type ServerBinaries, unsupportedPlatform } from "./server-binaries.ts";

/** One PostgreSQL server with its files in `<dataDir>/postgres`, its port and password in `<dataDir>/postgres.json`. */
export interface Cluster {
  /** Creates, starts or finds it; returns the address of its database. */
  run(): Promise<string>;
  stop(): Promise<void>;
}

interface Address {
  port: number;
  password: string;
}

const user = "killreport";
const database = "killreport";

/** Exit code of a program that could not be run, or not find its libraries. */
const canNotRun = 127;

/** Exit code of `pg_ctl status`. */
const notRunning = 3;

export function createCluster(deps: {
  dataDir: string;
  binaries: ServerBinaries;
  account: ServerAccount;
  isThrowaway: boolean;
}): Cluster {
  const { binaries, account } = deps;
  const folder = join(deps.dataDir, "postgres");
  const addressFile = join(deps.dataDir, "postgres.json");
  const log = join(folder, "server.log");

  const runAs = (program: string, ...args: string[]) =>
    account.prefix.length > 0
      ? capture([...account.prefix, program, ...args])
      : capture([program, ...args], account);

  const control = (command: string, ...args: string[]) =>
    runAs(binaries.pgCtl, command, "-D", folder, ...args);

  return {
    async run() {
      const known = await readAddress();
      let address = known ?? {
        port: await findFreePort(),
        password: randomBytes(24).toString("base64url"),
      };
      // The password is kept before it is used: a set-up that dies in between is repeated with the same one.
      if (known === null) await writeAddress(address);
      if (!(await exists(folder))) await create(address.password);
      await requireOwnFiles();
      if (!(await answers(address))) {
        if (!(await isPortFree(address.port))) {
          address = { ...address, port: await findFreePort() };
          await writeAddress(address);
        }
        await start(address);
      }
      await ensureDatabase(address);
      return urlOf(address, database);
    },
    async stop() {
      const { code, output } = await control("stop", "-m", "fast", "-w");
      if (code === 0) return;
      const { code: state } = await control("status");
      if (state !== notRunning)
        throw new Error(`The embedded PostgreSQL did not stop: ${output}`);
    },
  };

  async function readAddress(): Promise<Address | null> {
    const text = await readFile(addressFile, "utf8").catch(() => null);
    return text === null ? null : (JSON.parse(text) as Address);
  }

  async function writeAddress(address: Address): Promise<void> {
    const draft = `${addressFile}.new`;
    await writeFile(draft, JSON.stringify(address), { mode: 0o600 });
    await rename(draft, addressFile);
  }

  // Under another name until complete, so that a half-made cluster is never started.
  async function create(password: string): Promise<void> {
    const draft = join(deps.dataDir, "postgres.new");
    const passwordFile = join(deps.dataDir, "postgres.password");
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { mode: 0o700 });
    await writeFile(passwordFile, password, { mode: 0o600 });
    try {
      if (account.uid !== null && account.gid !== null) {
        await chown(draft, account.uid, account.gid);
        await chown(passwordFile, account.uid, account.gid);
      }
      const { code, output } = await runAs(
        binaries.initdb,
        `--pgdata=${draft}`,
        `--username=${user}`,
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        ...(deps.isThrowaway ? ["--no-sync"] : []),
      );
      if (code === canNotRun) {
        throw unsupportedPlatform(undefined, { cause: new Error(output) });
      }
      if (code !== 0) {
        throw new Error(`The embedded PostgreSQL was not set up: ${output}`);
      }
      await rename(draft, folder);
    } finally {
      await rm(passwordFile, { force: true });
    }
  }

  async function requireOwnFiles(): Promise<void> {
    const uid = account.uid ?? process.getuid?.();
    if (uid === undefined || (await stat(folder)).uid === uid) return;
    throw new RejectedError(
      "DATA_FOLDER",
      `The data folder ${folder} belongs to another user of this machine, so PostgreSQL will not start on it. Run KillReport as the user who started it first, or choose another folder with KILLREPORT_DATA_DIR.`,
    );
  }

  async function start(address: Address): Promise<void> {
    const settings = [
      `-p ${address.port}`,
      "-c listen_addresses=127.0.0.1",
      "-c unix_socket_directories=",
      "-c max_connections=200",
      ...(deps.isThrowaway
        ? ["-c fsync=off -c synchronous_commit=off -c full_page_writes=off"]
        : []),
    ].join(" ");
    await removeStalePidFile();
    const { code, output } = await control(
      "start",
      "-l",
      log,
      "-w",
      "-t",
      "120",
      "-o",
      settings,
    );
    if (code === 0) return;
    const lines = await readFile(log, "utf8").catch(() => "");
    throw new Error(
      `The embedded PostgreSQL did not start (${output}). Its log, ${log}, ends with:\n${lines.trim().split("\n").slice(-5).join("\n")}`,
    );
  }

  // After a hard stop of the machine or container the number in the file can belong to any other program by now; PostgreSQL would then refuse to start for ever.
  async function removeStalePidFile(): Promise<void> {
    const file = join(folder, "postmaster.pid");
    const text = await readFile(file, "utf8").catch(() => null);
    if (text !== null && !isServerAlive(Number.parseInt(text, 10))) {
      await rm(file, { force: true });
    }
  }
}

function urlOf(address: Address, name: string): string {
  return `postgresql://${user}:${address.password}@127.0.0.1:${address.port}/${name}`;
}

/** Only our own server knows the password, so whoever accepts it is the right one. */
async function answers(address: Address): Promise<boolean> {
  const client = new pg.Client({
    connectionString: urlOf(address, "postgres"),
    connectionTimeoutMillis: 5_000,
  });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function ensureDatabase(address: Address): Promise<void> {
  const client = new pg.Client({
    connectionString: urlOf(address, "postgres"),
  });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      "SELECT FROM pg_database WHERE datname = $1",
      [database],
    );
    if (rowCount === 0) await client.query(`CREATE DATABASE ${database}`);
  } finally {
    await client.end();
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

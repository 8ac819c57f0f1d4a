import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { projectFolder } from "../../backend/src/platform/config/index.ts";
import { freePort } from "../support/free-port.ts";
import { createSiteClient } from "../support/site-client.ts";
import { until } from "../support/until.ts";
import { readAllKillmails, readSyncs } from "./site-queries.ts";

/** A pilot of the invented New Eden. */
const pilot = 2129000004;
let env: Record<string, string | undefined>;
let dataDir: string;
let site: ChildProcess;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "killreport-restart-"));
  env = {
    ...process.env,
    PORT: String(await freePort()),
    SIMULATOR_PORT: String(await freePort()),
    KILLREPORT_DATA_DIR: dataDir,
    LOG_LEVEL: "warn",
  };
});
afterAll(async () => {
  site.kill("SIGTERM");
  await once(site, "exit");
  await rm(dataDir, { recursive: true, force: true });
});

async function start(): Promise<string> {
  site = spawn(
    process.execPath,
    [join(projectFolder, "scripts/src/start.ts")],
    { cwd: projectFolder, env, stdio: ["ignore", "ignore", "inherit"] },
  );
  const url = `http://localhost:${env["PORT"]}`;
  await until("the site answers", async () => {
    const answer = await fetch(`${url}/ready`).catch(() => null);
    return answer?.ok;
  });
  return url;
}

it("killed in its first sync and started again, a site goes on with the same logins and loses nothing", async () => {
  const client = createSiteClient(await start());
  await client.login(pilot);
  await until("the first mails are there", async () => {
    const sync = (await readSyncs(client)).get(String(pilot));
    return sync !== undefined && sync.stored > 5;
  });
  site.kill("SIGKILL");
  await once(site, "exit");

  await start();
  // The session in the browser's cookie holds, too.
  const before = await until("the rest is there", async () => {
    const sync = (await readSyncs(client)).get(String(pilot));
    return sync?.state === "IDLE" && sync.pending === 0 && sync;
  });
  expect(before.stored).toBe(before.listed);
  await promisify(execFile)(
    process.execPath,
    [
      join(projectFolder, "scripts/src/queue-user-killmails.ts"),
      "--force",
      "--full",
    ],
    { cwd: projectFolder, env },
  );
  await until("the list was read again", async () => {
    const sync = (await readSyncs(client)).get(String(pilot));
    expect(sync?.state).not.toBe("STOPPED");
    return sync?.state === "IDLE" && sync.lastSyncAt !== before.lastSyncAt;
  });
  const mails = await readAllKillmails(client, [pilot]);
  expect(mails.length).toBeGreaterThanOrEqual(before.stored);
});

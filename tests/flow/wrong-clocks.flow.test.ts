import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createSiteClient } from "../support/site-client.ts";
import { startTestSite } from "../support/test-site.ts";
import { until } from "../support/until.ts";
import { withWrongClock } from "../support/with-wrong-clock.ts";
import { bodiesFetched } from "./bodies-fetched.ts";
import { busiestPilots } from "./busiest-pilots.ts";

const minuteMs = 60_000;
const entry = fileURLToPath(new URL("plain-worker.ts", import.meta.url));

let site: Awaited<ReturnType<typeof startTestSite>>;
const children: ChildProcess[] = [];

beforeAll(async () => {
  site = await startTestSite({ withWorkers: false });
});
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await site.close();
});

/** A machine of its own, whose clock was set wrong. */
async function startMachine(wrongByMs: number): Promise<void> {
  const { args, env } = withWrongClock(wrongByMs);
  const child = spawn(process.execPath, [...args, entry], {
    env: { ...process.env, ...site.env, ...env, LOG_LEVEL: "error" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  // Its log, read so that it does not stand still.
  child.stdout.resume();
  await once(child.stdout, "data");
}

it("two machines ten minutes apart lose nothing, wait for nobody's clock, and ask for nothing twice", async () => {
  // The first one leads: what the other puts back for later must not be minutes away for it.
  await startMachine(-5 * minuteMs);
  await startMachine(5 * minuteMs);
  const { simulator, database } = site;
  await fetch(`${simulator.url}/simulator/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify([
      { service: "esi", path: "/killmails/recent", status: 500, count: 2 },
      { service: "esi", path: "/killmails/", status: 500, probability: 0.1 },
    ]),
  });
  const pilots = await busiestPilots(simulator, 3);
  for (const pilot of pilots) await createSiteClient(site.url).login(pilot);

  await until(
    "everything is stored and nothing waits",
    async () => {
      const { rows } = await database.pool.query<{ isDone: boolean }>(
        `SELECT (SELECT count(*) FROM outbox) = 0 AND (SELECT count(*) FROM character_syncs WHERE state = 'idle') = 3
            AND NOT EXISTS (SELECT 1 FROM killmail_references WHERE state = 'pending') AS "isDone"`,
      );
      return rows[0]?.isDone;
    },
    5 * minuteMs,
  );
  const listed = new Set(
    pilots.flatMap((pilot) =>
      simulator.listFor(pilot).map(({ killmail_id }) => killmail_id),
    ),
  );
  expect(await database.prisma.killmail.count()).toBe(listed.size);
  const requests = simulator.requests();
  expect(bodiesFetched(requests)).toHaveLength(listed.size);
  const statuses = new Set(requests.map(({ status }) => status));
  expect(statuses).toContain(500);
  for (const status of [401, 420, 429]) expect(statuses).not.toContain(status);
}, 420_000);

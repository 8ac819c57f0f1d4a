import {
  defineTask,
  implementTask,
  silentLogger,
} from "@killreport/backend/kernel/index.ts";
import { queueBenches } from "@killreport/backend/platform/queue/test-support/queue-bench.ts";
import { openTaskSite } from "@killreport/backend/platform/queue/test-support/task-site.ts";
import { expect, test } from "vitest";
import { z } from "zod";
import { until } from "../tests/support/until.ts";
import { startSchedule } from "./start-schedule.ts";

const greet = defineTask({
  name: "greet",
  version: 1,
  payload: z.object({}),
  retry: {
    attempts: 3,
    firstDelayMs: 100,
    factor: 1,
    longestDelayMs: 100,
    jitter: 0,
  },
});

async function openSite() {
  const [kind] = queueBenches;
  if (kind === undefined) throw new Error("There is no queue");
  const bench = await kind.open();
  const site = openTaskSite(bench);
  return {
    site,
    close: async () => {
      await site.close();
      await bench.close();
    },
  };
}

test("of two schedulers one asks who is due, by the application's clock, and the other takes over", async () => {
  const { site, close } = await openSite();
  const asked: { by: string; at: Date }[] = [];
  const start = (by: string) =>
    startSchedule({
      ...site,
      implementations: [],
      duties: [
        {
          name: "asking",
          run(at) {
            asked.push({ by, at });
            return Promise.resolve(0);
          },
        },
      ],
      cron: "* * * * * *",
    });
  const by = (name: string) => asked.filter((one) => one.by === name);
  site.clock.advance(20 * 60_000);
  const first = start("first");
  await until(
    "it asks at once, and at every tick",
    () => by("first").length > 2,
  );
  const second = start("second");
  expect(asked[0]?.at.getTime()).toBeGreaterThan(Date.now() + 19 * 60_000);
  await first.close();
  await until("the second asks", () => by("second").length > 1);
  const beforeTakeOver = asked.findIndex((one) => one.by === "second");
  expect(asked.slice(beforeTakeOver).every((one) => one.by === "second")).toBe(
    true,
  );
  await second.close();
  await close();
});

test("a duty that fails stops neither the next tick nor the other duties", async () => {
  const { site, close } = await openSite();
  let asked = 0;
  let others = 0;
  const schedule = startSchedule({
    ...site,
    implementations: [],
    duties: [
      {
        name: "failing",
        run: () =>
          ++asked < 3 ? Promise.reject(new Error("no")) : Promise.resolve(0),
      },
      { name: "other", run: () => Promise.resolve(++others) },
    ],
    cron: "* * * * * *",
  });
  await until("it asks again", () => asked > 3 && others > 3);
  await schedule.close();
  await close();
});

test("what became due is handed on without anybody poking, and crashes are swept up", async () => {
  const { site, close } = await openSite();
  const attempts: number[] = [];
  const implementation = implementTask(greet, (_payload, { attempt }) => {
    attempts.push(attempt);
    return attempt === 1 ? Promise.reject(new Error("no")) : Promise.resolve();
  });
  await site.work([implementation]);
  const schedule = startSchedule({
    ...site,
    log: silentLogger,
    implementations: [implementation],
    duties: [],
    relayMs: 20,
    sweepMs: 20,
  });
  await site.database.transaction((tx) => site.outbox.add(tx, greet, {}));
  await site.database.transaction((tx) => site.outbox.add(tx, greet, {}));
  await site.database.pool.query(
    "UPDATE outbox SET claimed_by = 999999 WHERE id = (SELECT min(id) FROM outbox)",
  );
  await until("both are done", async () => (await site.rows()).length === 0);
  expect(attempts.toSorted()).toEqual([1, 1, 2, 2]);
  await schedule.close();
  await close();
});

import { keptBytes, measure } from "./meter.ts";
import type { Figure } from "../figures.ts";
import type { BenchSite } from "./start-bench-site.ts";
import { characterSubject, type Subject } from "./subjects.ts";

const windowMs = 16 * 60_000;
const times = 10;

/** What one process sustains: the checks alone, so many at a time, and as orders through the queue. */
export async function measureThroughput(site: BenchSite): Promise<Figure[]> {
  const subjects = site.pilots.map((pilot) => characterSubject(site, pilot));
  for (const subject of subjects) await subject.fillHistory();
  const metrics: Figure[] = [
    await afterCheckpoint(site, subjects),
    ...(await alone(site, subjects, 1)),
    ...(await alone(site, subjects, 10)),
    ...(await keptOverMany(site, subjects)),
  ];
  for (const prefetch of [1, 10])
    metrics.push(...(await throughQueue(site, prefetch)));
  return metrics;
}

/** The bucket is full again, tokens are fresh and what is new has been listed. */
async function prepare(
  site: BenchSite,
  subjects: readonly Subject[],
): Promise<void> {
  site.advance(windowMs);
  for (const subject of subjects) await subject.check();
}

/** PostgreSQL writes a page whole when it changes for the first time after a checkpoint: the dearest a check can be. */
async function afterCheckpoint(
  site: BenchSite,
  subjects: readonly Subject[],
): Promise<Figure> {
  await prepare(site, subjects);
  await site.app.database.pool.query("CHECKPOINT");
  const { cost } = await measure(site, async () => {
    for (const subject of subjects) await subject.check();
  });
  return {
    metric: "sync.character.wal_after_checkpoint",
    value: cost.walBytes / subjects.length,
    unit: "B of WAL/check",
  };
}

/** A subject is in one lane only: nobody is checked twice at the same time. */
async function checkInLanes(
  subjects: readonly Subject[],
  atOnce: number,
): Promise<void> {
  const lanes = Array.from({ length: atOnce }, (_, lane) =>
    subjects.filter((_one, index) => index % atOnce === lane),
  );
  await Promise.all(
    lanes.map(async (lane) => {
      for (let time = 0; time < times; time++)
        for (const subject of lane) await subject.check();
    }),
  );
}

/** Whether the heap grows with the number of checks: over hundreds of them, once all that is compiled and kept for the next is there. */
async function keptOverMany(
  site: BenchSite,
  subjects: readonly Subject[],
): Promise<Figure[]> {
  const metrics: Figure[] = [];
  for (let round = 1; round <= 3; round++) {
    await prepare(site, subjects);
    const kept = await keptBytes(() => checkInLanes(subjects, 10));
    metrics.push({
      metric: `sync.character.kept_in_round_${round}`,
      value: kept / times / subjects.length,
      unit: "B left on the heap/check",
    });
  }
  return metrics;
}

async function alone(
  site: BenchSite,
  subjects: readonly Subject[],
  atOnce: number,
): Promise<Figure[]> {
  await prepare(site, subjects);
  const startedAt = performance.now();
  const cpu = process.threadCpuUsage();
  await checkInLanes(subjects, atOnce);
  const seconds = (performance.now() - startedAt) / 1_000;
  const { user, system } = process.threadCpuUsage(cpu);
  const checks = times * subjects.length;
  return [
    {
      metric: `sync.character.alone_${atOnce}_at_once`,
      value: checks / seconds,
      unit: "checks/s",
    },
    {
      metric: `sync.character.alone_${atOnce}_at_once.cpu`,
      value: (user + system) / 1_000 / checks,
      unit: "ms of CPU/check",
    },
  ];
}

async function throughQueue(
  site: BenchSite,
  prefetch: number,
): Promise<Figure[]> {
  const { app, pilots } = site;
  const subjects = pilots.map((pilot) => characterSubject(site, pilot));
  const name = `sync.character.queued_${prefetch}_at_once`;
  await prepare(site, subjects);
  const metrics: Figure[] = [];
  await site.workOff(prefetch, async () => {
    const { cost } = await measure(site, async () => {
      for (let time = 0; time < times; time++) {
        await app.characterSync.queueDue(app.clock.now(), { force: true });
        await site.untilIdle();
      }
    });
    const checks = times * pilots.length;
    metrics.push(
      {
        metric: name,
        value: (checks / cost.wallMs) * 1_000,
        unit: "checks/s",
      },
      {
        metric: `${name}.writes`,
        value: cost.writes / checks,
        unit: "transactions that write/check",
      },
      {
        metric: `${name}.wal`,
        value: cost.walBytes / checks,
        unit: "B of WAL/check",
      },
      {
        metric: `${name}.cpu`,
        value: cost.cpuMs / checks,
        unit: "ms of CPU/check",
      },
    );
  });
  return metrics;
}

import {
  addCost,
  allocatedBytes,
  keptBytes,
  measure,
  noCost,
} from "./meter.ts";
import type { Figure } from "../figures.ts";
import type { BenchSite } from "./start-bench-site.ts";
import type { Subject } from "./subjects.ts";

/** Longer than ESI's window: every bucket is full again. */
const windowMs = 16 * 60_000;
const perRound = 20;
const rounds = 4;

/** What a check costs that finds nothing new, of somebody with a short history and of somebody with a long one, in turn. */
export async function measureChecks(
  site: BenchSite,
  name: string,
  subjects: { small: Subject; large: Subject },
): Promise<Figure[]> {
  const histories = Object.entries(subjects).map(([history, subject]) => ({
    history,
    subject,
    cost: noCost(),
    tokens: 0,
    allocated: 0,
    kept: 0,
  }));
  const count = rounds * perRound;
  let isReversed = false;

  /** So many checks of each; the first ones bring fresh tokens, and whatever is new. */
  async function eachInTurn(
    work: (
      one: (typeof histories)[number],
      batch: () => Promise<void>,
    ) => Promise<void>,
  ): Promise<void> {
    site.advance(windowMs);
    for (const { subject } of histories) await subject.check();
    // Neither is always the first.
    isReversed = !isReversed;
    for (const one of isReversed ? histories.toReversed() : histories) {
      await work(one, () => checkOften(one.subject, perRound));
      const checks = await one.subject.checks(perRound);
      if (checks.some(({ result }) => result !== "nothing-new"))
        throw new Error("A check was not answered by 304; run the bench again");
      one.tokens += checks.reduce((sum, { tokens }) => sum + tokens, 0);
    }
  }

  // What is compiled on the way is no part of it.
  for (let round = 0; round < 3; round++)
    await eachInTurn((_one, batch) => batch());
  for (const one of histories) one.tokens = 0;
  for (let round = 0; round < rounds; round++)
    await eachInTurn(async (one, batch) => {
      addCost(one.cost, (await measure(site, batch)).cost);
    });
  const tokens = histories.map((one) => one.tokens / count);
  for (let round = 0; round < rounds; round++) {
    await eachInTurn(async (one, batch) => {
      one.allocated += await allocatedBytes(batch);
    });
    await eachInTurn(async (one, batch) => {
      one.kept += await keptBytes(batch);
    });
  }

  const metrics = histories.flatMap(
    ({ history, cost, allocated, kept }, at) => {
      const row = (what: string, value: number, unit: string): Figure => ({
        metric: `sync.${name}.${history}.${what}`,
        value,
        unit,
      });
      return [
        row("tokens", tokens[at] ?? NaN, "tokens/check"),
        row("statements", cost.statements / count, "statements/check"),
        row("transactions", cost.transactions / count, "transactions/check"),
        row("writes", cost.writes / count, "transactions that write/check"),
        row("rows", cost.rows / count, "rows written/check"),
        row("wal", cost.walBytes / count, "B of WAL/check"),
        row("wall", cost.wallMs / count, "ms/check"),
        row("cpu", cost.cpuMs / count, "ms of CPU/check"),
        row("allocated", allocated / count, "B allocated/check"),
        row("kept", kept / count, "B left on the heap/check"),
      ];
    },
  );
  const [small, large] = histories;
  const ratio = (what: "wallMs" | "cpuMs") =>
    (large?.cost[what] ?? NaN) / (small?.cost[what] ?? NaN);
  return [
    ...metrics,
    {
      metric: `sync.${name}.ratio.cpu`,
      value: ratio("cpuMs"),
      unit: "large / small",
    },
    {
      metric: `sync.${name}.ratio.allocated`,
      value: (large?.allocated ?? NaN) / (small?.allocated ?? NaN),
      unit: "large / small",
    },
  ];
}

async function checkOften(subject: Subject, times: number): Promise<void> {
  for (let time = 0; time < times; time++) await subject.check();
}

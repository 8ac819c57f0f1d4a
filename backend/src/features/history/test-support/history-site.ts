import { createTestDatabase } from "../../../../../tests/support/database.ts";
import { createMovableClock, silentLogger } from "../../../kernel/index.ts";
import type { PublishedDays } from "../../../platform/everef/index.ts";
import { createOutbox } from "../../../platform/queue/index.ts";
import { createKillmails } from "../../killmails/index.ts";
import { createHistory } from "../create-history.ts";
import { readHistoryDays } from "../days/store.ts";

export type HistorySite = Awaited<ReturnType<typeof openHistorySite>>;

/** Imports into a database of their own; EVE Ref is what the test gives, and may not be asked for anything else. */
export async function openHistorySite(
  dataDir: string,
  everef: Partial<PublishedDays> = {},
) {
  const db = await createTestDatabase();
  const { database } = db;
  const clock = createMovableClock();
  const killmails = createKillmails({
    database,
    clock,
    outbox: createOutbox({ clock, listeners: [] }),
    pubsub: {
      publish: () => Promise.resolve(),
      subscribe: () => Promise.resolve(() => Promise.resolve()),
      close: () => Promise.resolve(),
    },
    log: silentLogger,
  });
  const unasked = () => Promise.reject(new Error("EVE Ref was asked"));
  const history = createHistory({
    database,
    clock,
    killmails,
    dataDir,
    everef: {
      nameOf: (day) => `killmails-${day}.tar.bz2`,
      totals: unasked,
      archive: unasked,
      ...everef,
    },
  });
  return {
    database,
    history,
    drop: () => db.drop(),
    /** What is noted of days. */
    async days() {
      const all = { from: "2000-01-01", to: "2100-01-01" };
      return [
        ...(await readHistoryDays(database.prisma, "everef", all)).values(),
      ];
    },
    /** Killmails. */
    count: () => database.prisma.killmail.count(),
  };
}

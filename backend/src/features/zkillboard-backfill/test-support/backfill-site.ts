import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../../tests/support/database.ts";
import { workOff } from "../../../../../tests/support/work-off.ts";
import {
  type Clock,
  createMovableClock,
  silentLogger,
} from "../../../kernel/index.ts";
import { createOutbox } from "../../../platform/queue/index.ts";
import {
  createZkillboard,
  type ZkillboardEntity,
} from "../../../platform/zkillboard/index.ts";
import { createKillmails } from "../../killmails/index.ts";
import { createZkillboardBackfill } from "../create-zkillboard-backfill.ts";
import type { ZkillboardBackfillDeps } from "../deps.ts";
import { createFakeBoard } from "./fake-board.ts";

export type BackfillSite = Awaited<ReturnType<typeof openBackfillSite>>;

export const pilot: ZkillboardEntity = { kind: "character", id: 95877094 };
export const operator = { kind: "operator" } as const;

/** The feature on a database of its own, with a board made by hand. Its clock starts in the afternoon of 20 December 2021. */
export async function openBackfillSite() {
  const test: TestDatabase = await createTestDatabase();
  const { database } = test;
  const startedAt = Date.now();
  const clock = createMovableClock({
    now: () => new Date(Date.UTC(2021, 11, 20, 15) + Date.now() - startedAt),
  } satisfies Clock);
  const outbox = createOutbox({ clock, listeners: [] });
  const shared = { database, clock, outbox, log: silentLogger };
  const killmails = createKillmails({
    ...shared,
    pubsub: {
      publish: () => Promise.resolve(),
      subscribe: () => Promise.resolve(() => Promise.resolve()),
      close: () => Promise.resolve(),
    },
  });
  const board = createFakeBoard();
  const deps: ZkillboardBackfillDeps = {
    ...shared,
    killmails,
    // Rights are tested through the API: here operators ask.
    accounts: {
      isAdmin: () => Promise.resolve(false),
      linkedCharacter: () => Promise.resolve(null),
      linkedCharacters: () => Promise.resolve([]),
    },
    corporationSync: { views: () => Promise.resolve(new Map()) },
    zkillboard: createZkillboard({
      ...shared,
      baseUrl: "https://zkillboard.test",
      userAgent: "KillReport tests (pilot@example.org)",
      fetch: board.fetch,
    }),
  };
  const backfills = createZkillboardBackfill(deps);

  /** Works off one order, twice, and moves the clock to where the next page may be asked for. Whether there was one. */
  async function aPage(
    implementations = backfills.implementations,
  ): Promise<boolean> {
    clock.advance(1_000);
    const done = await workOff(database, clock, implementations, [
      "read-zkillboard-page",
    ]);
    return done.length > 0;
  }

  return {
    database,
    clock,
    board,
    killmails,
    backfills,
    deps,
    aPage,
    async untilQuiet() {
      while (await aPage());
    },
    async state() {
      const found = await backfills.ofOperators(pilot);
      if (found === null) throw new Error("Nobody has asked");
      return found;
    },
    /** What the ledger has, in order. */
    async ledger(): Promise<number[]> {
      const rows = await database.prisma.killmailReference.findMany({
        orderBy: { killmailId: "asc" },
      });
      return rows.map(({ killmailId }) => killmailId);
    },
    bodies: () => database.prisma.killmail.count(),
    bodiesOrdered: () =>
      database.prisma.outbox.count({ where: { task: "fetch-killmail" } }),
    close: () => test.drop(),
  };
}

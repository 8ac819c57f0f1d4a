import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../../tests/support/database.ts";
import { until } from "../../../../../tests/support/until.ts";
import { startSimulator, type Simulator } from "@killreport/simulator";
import {
  type AccountId,
  createMovableClock,
  type GrantId,
  id,
  silentLogger,
  type Viewer,
} from "../../../kernel/index.ts";
import { createOutbox } from "../../../platform/queue/index.ts";
import { createR2z2, type R2z2 } from "../../../platform/zkillboard/index.ts";
import { createKillmails } from "../../killmails/index.ts";
import { createZkillboardFigures } from "../../zkillboard-figures/index.ts";
import { createLiveFeed, type LiveFeedDeps } from "../create-live-feed.ts";
import type { LiveFeed } from "../live-feed.ts";

export type FeedSite = Awaited<ReturnType<typeof openFeedSite>>;

/** The feature on a database of its own, with the simulator's feed, and one clock for both that tests move. */
export async function openFeedSite() {
  const testDatabase: TestDatabase = await createTestDatabase();
  const { database } = testDatabase;
  const clock = createMovableClock();
  const outbox = createOutbox({ clock, listeners: [] });
  const killmails = createKillmails({
    database,
    clock,
    outbox,
    log: silentLogger,
    pubsub: {
      publish: () => Promise.resolve(),
      subscribe: () => Promise.resolve(() => Promise.resolve()),
      close: () => Promise.resolve(),
    },
  });
  const simulator: Simulator = await startSimulator({
    port: 0,
    liveKillsEveryMs: 0,
    clock,
  });
  const real = createR2z2({
    baseUrl: simulator.services.r2z2,
    userAgent: "KillReport/test (tests)",
    clock,
  });
  const stops: (() => Promise<void>)[] = [];

  /** A feed that reads `r2z2`; the simulator's unless another is put before it. */
  function feed(
    changes: Partial<LiveFeedDeps> & { r2z2?: R2z2 } = {},
  ): LiveFeed {
    return createLiveFeed({
      database,
      clock,
      feedClock: clock,
      killmails,
      outbox,
      log: silentLogger,
      r2z2: real,
      isOn: true,
      ...changes,
    });
  }

  return {
    database,
    simulator,
    clock,
    killmails,
    r2z2: real,
    figures: createZkillboardFigures({ database }),
    feed,
    /** Follows the feed until it is told to stop, or the test ends. */
    follow(changes?: Parameters<typeof feed>[0]): () => Promise<void> {
      const stop = feed(changes).follow();
      stops.push(stop);
      return stop;
    },
    /** Waits for it while the clock moves on, by a second each time it is not so. */
    async passes(
      what: string,
      isSo: () => Promise<boolean> | boolean,
      stepMs = 1_000,
    ) {
      const moving = setInterval(() => clock.advance(stepMs), 5);
      await until(what, isSo, 90_000).finally(() => clearInterval(moving));
    },
    /** Somebody with one live grant. */
    async pilot(): Promise<{ grantId: GrantId; viewer: Viewer }> {
      const { prisma } = database;
      const now = clock.now();
      const account = await prisma.account.create({ data: { createdAt: now } });
      const grant = await prisma.grant.create({
        data: {
          accountId: account.id,
          characterId: 2110000001,
          ownerHash: "owner",
          grantedAt: now,
        },
      });
      const accountId = id<AccountId>(account.id);
      const viewer: Viewer = { kind: "account", accountId };
      return { grantId: id<GrantId>(grant.id), viewer };
    },
    newest(): number {
      return simulator.feed.state().newest?.sequence ?? 0;
    },
    async close() {
      for (const stop of stops) await stop();
      await simulator.stop();
      await testDatabase.drop();
    },
  };
}

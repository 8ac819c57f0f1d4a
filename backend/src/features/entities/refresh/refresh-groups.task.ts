import {
  type AllianceId,
  type Clock,
  type CorporationId,
  id,
  implementTask,
  type Priority,
  type TaskContract,
  type TaskImplementation,
} from "../../../kernel/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import {
  createOneAtATime,
  type Esi,
  EsiRefusedError,
} from "../../../platform/esi/index.ts";
import type { Outbox } from "../../../platform/queue/index.ts";
import type { EntityKind } from "../entities.ts";
import { writeNames } from "../store/entity-rows.ts";
import { readDue, type Told, writeTold } from "../store/refresh-rows.ts";
import {
  refreshAlliances,
  refreshCorporations,
  type Wake,
  wakeKey,
} from "../tasks.ts";
import { noteNeighbours } from "./note-neighbours.ts";

interface Deps {
  readonly database: Database;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly esi: Pick<Esi, "corporation" | "alliance">;
}

/** What ESI says of one of them. */
interface Answer {
  readonly name: string;
  readonly ticker: string;
  readonly allianceId: number | null;
  readonly isClosed: boolean;
}

interface Kind {
  readonly kind: EntityKind;
  readonly contract: TaskContract<Wake>;
  /** Calls at the same time. */
  readonly atOnce: number;
  readonly ask: (one: number, priority: Priority) => Promise<Answer>;
}

/** One run's share: a slot is not held for long. */
const mostPerRun = 60;
/** Of the 100 errors ESI allows in a minute: whoever is gone is one. */
const mostRefusals = 10;
const refusedWaitMs = 60_000;

/** Tickers, names and alliances of corporations, five at a time. */
export function refreshCorporationsTask(deps: Deps): TaskImplementation {
  return refreshTask(deps, {
    kind: "corporation",
    contract: refreshCorporations,
    atOnce: 5,
    async ask(one, priority) {
      const { body } = await deps.esi.corporation(
        id<CorporationId>(one),
        priority,
      );
      const { name, ticker, alliance_id, state } = body;
      const isClosed = state === "closed";
      return { name, ticker, allianceId: alliance_id ?? null, isClosed };
    },
  });
}

/** Tickers and names of alliances, three at a time. */
export function refreshAlliancesTask(deps: Deps): TaskImplementation {
  return refreshTask(deps, {
    kind: "alliance",
    contract: refreshAlliances,
    atOnce: 3,
    async ask(one, priority) {
      const { body } = await deps.esi.alliance(id<AllianceId>(one), priority);
      const { name, ticker } = body;
      return { name, ticker, allianceId: null, isClosed: false };
    },
  });
}

function refreshTask(
  { database, clock, outbox }: Deps,
  { kind, contract, atOnce, ask }: Kind,
): TaskImplementation {
  const inTurn = createOneAtATime();

  /** False when ESI knows no such one. */
  async function refresh(one: number, priority: Priority): Promise<boolean> {
    const answer = await answerOrNull(() => ask(one, priority));
    const told: Told = {
      id: one,
      isDeleted: answer === null || answer.isClosed,
      ...(answer && { ticker: answer.ticker, allianceId: answer.allianceId }),
    };
    await database.transaction(async (tx) => {
      const now = clock.now();
      await writeTold(tx, [told], now);
      if (answer === null) return;
      await writeNames(tx, [{ id: one, name: answer.name }], now);
      if (answer.allianceId !== null)
        await noteNeighbours(
          tx,
          outbox,
          new Map([[answer.allianceId, "alliance"]]),
          now,
        );
    });
    return answer !== null;
  }

  return implementTask(contract, (_wake, { priority }) =>
    inTurn(async () => {
      const { prisma } = database;
      const due = await readDue(prisma, kind, clock.now(), mostPerRun);
      const queue = [...due];
      let refusals = 0;
      while (queue.length > 0 && refusals < mostRefusals) {
        const some = queue.splice(0, atOnce);
        // All have ended before one's failure goes on.
        const done = await Promise.allSettled(
          some.map((one) => refresh(one, priority)),
        );
        for (const one of done) {
          if (one.status === "rejected") throw one.reason;
          if (!one.value) refusals++;
        }
      }
      if (queue.length > 0 || due.length === mostPerRun) {
        const waitMs = refusals >= mostRefusals ? refusedWaitMs : 0;
        const dueAt = new Date(clock.now().getTime() + waitMs);
        await database.transaction((tx) =>
          outbox.add(tx, contract, {}, { priority, key: wakeKey, dueAt }),
        );
      }
      outbox.poke();
    }),
  );
}

async function answerOrNull<Value>(
  work: () => Promise<Value>,
): Promise<Value | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof EsiRefusedError && error.status === 404) return null;
    throw error;
  }
}

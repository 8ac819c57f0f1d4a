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

interface Asked {
  readonly id: number;
  /** Null: ESI knows no such one. */
  readonly answer: Answer | null;
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

  /** Asks of some at the same time and writes down what was answered, in one transaction. Returns how many ESI does not know. */
  async function refresh(
    some: readonly number[],
    priority: Priority,
  ): Promise<number> {
    const asked = await Promise.allSettled(
      some.map(async (one): Promise<Asked> => {
        const answer = await answerOrNull(() => ask(one, priority));
        return { id: one, answer };
      }),
    );
    const answered = asked.flatMap((one) =>
      one.status === "fulfilled" ? [one.value] : [],
    );
    if (answered.length > 0) await keep(answered);
    const failed = asked.find((one) => one.status === "rejected");
    if (failed) throw failed.reason;
    return answered.filter(({ answer }) => answer === null).length;
  }

  async function keep(answered: readonly Asked[]): Promise<void> {
    const told = answered.map(({ id: one, answer }): Told => ({
      id: one,
      isDeleted: answer === null || answer.isClosed,
      ...(answer && { ticker: answer.ticker, allianceId: answer.allianceId }),
    }));
    const names = answered.flatMap(({ id: one, answer }) =>
      answer === null ? [] : [{ id: one, name: answer.name }],
    );
    const alliances = new Map<number, EntityKind>();
    for (const { answer } of answered)
      if (answer?.allianceId) alliances.set(answer.allianceId, "alliance");
    await database.transaction(async (tx) => {
      const now = clock.now();
      await writeTold(tx, told, now);
      if (names.length > 0) await writeNames(tx, names, now);
      if (alliances.size > 0) await noteNeighbours(tx, outbox, alliances, now);
    });
  }

  return implementTask(contract, (_wake, { priority }) =>
    inTurn(async () => {
      const { prisma } = database;
      const due = await readDue(prisma, kind, clock.now(), mostPerRun);
      const queue = [...due];
      let refusals = 0;
      while (queue.length > 0 && refusals < mostRefusals)
        refusals += await refresh(queue.splice(0, atOnce), priority);
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

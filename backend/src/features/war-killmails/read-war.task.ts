import {
  implementTask,
  type Priority,
  type TaskContext,
  type TaskImplementation,
  UnavailableError,
} from "../../kernel/index.ts";
import { EsiRefusedError } from "../../platform/esi/index.ts";
import type { Transaction } from "../../platform/database/index.ts";
import { type Tally, walkList } from "../character-sync/index.ts";
import type { WarKillmailsDeps } from "./deps.ts";
import { nextReadAt, type WarDates } from "./next-read-at.ts";
import { lockListing, readListing, writeListing } from "./store/war-listing.ts";
import {
  dropUnreadBelow,
  findWar,
  noteFailure,
  type WarRow,
  writeWar,
} from "./store/war-rows.ts";
import { readWar } from "./tasks.ts";

/** Of a war's list of killmails in `source_cursors`; its subject is the war. */
const listSource = "war-killmails";
/** As which its mails are public. */
const source = "war";

/** A list that ESI refuses is asked for again after this. */
const refusedMs = 30 * 24 * 60 * 60_000;

/** One war and its list of killmails, read to the end. */
export function readWarTask(deps: WarKillmailsDeps): TaskImplementation {
  const { clock, database, esi, killmails } = deps;

  /** Its dates as they are now. */
  async function askForDates(row: WarRow, priority: Priority) {
    const { warId, etag, declaredAt, startedAt, finishedAt } = row;
    const answer = await esi.war({ warId, etag, priority });
    if (answer.status === 304) {
      if (declaredAt === null)
        throw new Error(`ESI answered 304 to war ${warId}, never read`);
      return { etag, declaredAt, startedAt, finishedAt };
    }
    const { declared, started, finished } = answer.body;
    return {
      etag: answer.etag,
      declaredAt: new Date(declared),
      startedAt: started === undefined ? null : new Date(started),
      finishedAt: finished === undefined ? null : new Date(finished),
    };
  }

  /** Wars come newest first: this one and all older ones are not wanted. */
  async function endHere(tx: Transaction, warId: number): Promise<void> {
    const { isTailListed, tailBelow } = await lockListing(tx);
    const below = warId + 1;
    // Where to go on, should the operator want older ones after all.
    await writeListing(tx, {
      isTailListed: true,
      tailBelow: isTailListed ? Math.max(tailBelow ?? below, below) : below,
    });
    await dropUnreadBelow(tx, warId);
  }

  async function walk(
    row: WarRow,
    dates: WarDates & Pick<WarRow, "etag">,
    priority: Priority,
  ): Promise<void> {
    const { warId } = row;
    const tally: Tally = { found: 0, fresh: 0, tokens: 0 };
    const subject = String(warId);
    await walkList(
      deps,
      {
        name: `war ${warId}`,
        source: listSource,
        subject,
        shownTo: { source, grantId: null },
        ask: (page) => esi.warKillmails({ warId, priority, ...page }),
      },
      {
        cursor: await killmails.cursor(database.prisma, listSource, subject),
        full: false,
        priority,
        tally,
        async onStep(tx, { fresh, end }) {
          if (end === null) return;
          const readAt = clock.now();
          const isNew = tally.fresh + fresh > 0;
          const lastNewAt = isNew ? readAt : row.lastNewAt;
          const { declaredAt, startedAt, finishedAt, etag } = dates;
          const { expiresAt } = end;
          await writeWar(tx, {
            warId,
            declaredAt,
            startedAt,
            finishedAt,
            etag,
            ...(isNew && { lastNewAt: readAt }),
            nextReadAt: nextReadAt(dates, { readAt, lastNewAt, expiresAt }),
          });
        },
      },
    );
  }

  async function read(
    warId: number,
    { priority, log }: Pick<TaskContext, "priority" | "log">,
  ): Promise<void> {
    const { isOn, since } = await readListing(database.prisma);
    const row = await findWar(database.prisma, warId);
    // Switched off, dropped, over, or delivered twice.
    if (!isOn || row?.nextReadAt == null || row.nextReadAt > clock.now())
      return;
    const dates = await unlessRefused(askForDates(row, priority));
    if ("refusal" in dates) {
      const { refusal } = dates;
      log.warn({ warId, refusal }, "ESI does not know this war any more");
      await writeWar(database.prisma, { warId, refusal, nextReadAt: null });
      return;
    }
    if (since === null || dates.declaredAt >= since) {
      const walked = await unlessRefused(walk(row, dates, priority));
      if (walked === undefined) return;
      const { refusal } = walked;
      log.warn({ warId, refusal }, "ESI refuses the killmails of this war");
      const nextReadAt = new Date(clock.now().getTime() + refusedMs);
      await writeWar(database.prisma, { warId, ...dates, refusal, nextReadAt });
      return;
    }
    await database.transaction(async (tx) => {
      await tx.war.deleteMany({ where: { warId } });
      await endHere(tx, warId);
    });
  }

  return implementTask(readWar, async ({ warId }, context) => {
    try {
      await read(warId, context);
    } catch (error) {
      // That ESI is away is no fault of this war.
      if (!(error instanceof UnavailableError))
        await noteFailure(database.prisma, warId, clock.now());
      throw error;
    }
  });
}

/** What was asked for, or ESI's reason to refuse it. */
async function unlessRefused<Answer>(
  asked: Promise<Answer>,
): Promise<Answer | { refusal: string }> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof EsiRefusedError)) throw error;
    return { refusal: error.message };
  }
}

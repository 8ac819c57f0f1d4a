import {
  implementTask,
  type Priority,
  type TaskImplementation,
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
  type WarRow,
  writeWar,
} from "./store/war-rows.ts";
import { readWar } from "./tasks.ts";

/** Of a war's list of killmails in `source_cursors`; its subject is the war. */
const listSource = "war-killmails";
/** As which its mails are public. */
const source = "war";

/** One war and its list of killmails, read to the end. */
export function readWarTask(deps: WarKillmailsDeps): TaskImplementation {
  const { clock, database, esi, killmails } = deps;

  /** Its dates as they are now; null: ESI knows no such war (any more). */
  async function askForDates(row: WarRow, priority: Priority) {
    try {
      const { warId, etag } = row;
      const answer = await esi.war({ warId, etag, priority });
      if (answer.status === 304) {
        if (row.declaredAt === null)
          throw new Error(`ESI answered 304 to war ${warId}, never read`);
        return { ...row, declaredAt: row.declaredAt };
      }
      const { declared, started, finished } = answer.body;
      return {
        etag: answer.etag,
        declaredAt: new Date(declared),
        startedAt: started === undefined ? null : new Date(started),
        finishedAt: finished === undefined ? null : new Date(finished),
      };
    } catch (error) {
      if (!(error instanceof EsiRefusedError)) throw error;
      return null;
    }
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

  return implementTask(readWar, async ({ warId }, { priority, log }) => {
    const { isOn, since } = await readListing(database.prisma);
    const row = await findWar(database.prisma, warId);
    // Switched off, dropped, over, or delivered twice.
    if (!isOn || row?.nextReadAt == null || row.nextReadAt > clock.now())
      return;
    const dates = await askForDates(row, priority);
    if (dates === null) {
      log.warn({ warId }, "ESI does not know this war any more");
      await writeWar(database.prisma, { warId, nextReadAt: null });
      return;
    }
    if (since === null || dates.declaredAt >= since)
      return walk(row, dates, priority);
    await database.transaction(async (tx) => {
      await tx.war.deleteMany({ where: { warId } });
      await endHere(tx, warId);
    });
  });
}

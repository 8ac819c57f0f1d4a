import { Readable } from "node:stream";
import { dayOf } from "../boards/board.ts";
import type { Board } from "../boards/board.ts";
import { lastRunMs } from "../boards/nightly-run.ts";
import type { Twist } from "../faults/twist-killmail.ts";
import { twistKillmail } from "../faults/twist-killmail.ts";
import type { KillmailEntry } from "../world/killmail-index.ts";
import type { World } from "../world/world.ts";

export interface History {
  /** When the files were made. */
  madeMs(): number;
  /** Mails of each day, `YYYYMMDD`. */
  totals(): Record<string, number>;
  /** Hashes by id; undefined when there is no file for the day. */
  hashes(day: string): Record<string, string> | undefined;
  /** The text of all mails of a day by id, in pieces; of the first half alone when it is cut. */
  raw(day: string, flaws: Flaws): Readable | undefined;
}

interface Flaws {
  isCut: boolean;
  forge?: Twist | undefined;
}

/** Shortly after six, zKillboard's own time for it. */
const afterMidnightMs = (6 * 60 + 5) * 60_000;

/** The days as zKillboard dumps them each morning, those before as well: late mails enter old files. */
export function createHistory(world: World, board: Board): History {
  const madeMs = (): number =>
    Math.max(
      lastRunMs(board.now(), afterMidnightMs),
      world.givenUntilMs ?? -Infinity,
    );

  const mailsOf = (day: string): KillmailEntry[] | undefined => {
    if (day >= dayOf(madeMs())) return undefined;
    const mails = board.mailsOfDay(day, madeMs());
    return mails.length === 0 ? undefined : mails;
  };

  function* pieces(
    mails: readonly KillmailEntry[],
    { isCut, forge }: Flaws,
  ): Generator<string> {
    let separator = "{";
    const sent = isCut ? mails.slice(0, Math.ceil(mails.length / 2)) : mails;
    for (const entry of sent) {
      const body = world.bodyOf(entry);
      const told = twistKillmail(body, separator === "{" ? forge : undefined);
      yield `${separator}"${entry.id}":${JSON.stringify(told)}`;
      separator = ",";
    }
    if (!isCut) yield "}";
  }

  return {
    madeMs,
    totals() {
      const runMs = madeMs();
      const days = board.days(runMs).filter((day) => day < dayOf(runMs));
      return Object.fromEntries(
        days.map((day) => [day, board.mailsOfDay(day, runMs).length]),
      );
    },
    hashes(day) {
      const mails = mailsOf(day);
      return (
        mails &&
        Object.fromEntries(
          mails.map((entry) => [entry.id, world.shownHash(entry)]),
        )
      );
    },
    raw(day, flaws) {
      const mails = mailsOf(day);
      return mails && Readable.from(pieces(mails, flaws));
    },
  };
}

import { createHash } from "node:crypto";
import { dayOf } from "../boards/board.ts";
import type { Board } from "../boards/board.ts";
import { lastRunMs } from "../boards/nightly-run.ts";
import type { Twist } from "../faults/twist-killmail.ts";
import { twistKillmail } from "../faults/twist-killmail.ts";
import type { KillmailEntry } from "../world/killmail-index.ts";
import type { World } from "../world/world.ts";
import { createMadeFiles } from "./made-files.ts";
import { writeTar } from "./write-tar.ts";

export interface Archive {
  name: string;
  path: string;
  bytes: number;
  etag: string;
  modifiedMs: number;
}

export interface Archives {
  /** `YYYYMMDD` of all archives, oldest first. */
  days(): string[];
  /** Mails of each day. */
  totals(): Record<string, number>;
  totalsMadeMs(): number;
  /** The archive of a day; undefined when there is none. Made when it is first asked for. */
  take(day: string, twist?: Twist): Promise<Archive | undefined>;
  /** The archive is another file from now on, with the same mails. */
  rewrite(day: string): void;
  /** Removes what was made. */
  close(): void;
}

/** EVE Ref's own time for it is not known; it follows zKillboard's. */
const afterMidnightMs = (7 * 60 + 5) * 60_000;
const dayMs = 24 * 3_600_000;

/** The days as EVE Ref packs them: one file for each mail, kept on disk as long as nothing changes. */
export function createArchives(world: World, board: Board): Archives {
  const files = createMadeFiles();
  const rewrites = new Map<string, number>();

  const madeMs = (): number =>
    Math.max(
      lastRunMs(board.now(), afterMidnightMs),
      world.givenUntilMs ?? -Infinity,
    );

  /** A file written again is visibly another one. */
  const laterMs = (day: string): number => (rewrites.get(day) ?? 0) * 1_000;

  const mailsOf = (day: string): KillmailEntry[] =>
    day < dayOf(madeMs()) ? board.mailsOfDay(day, madeMs()) : [];

  /** The run that first had the newest of its mails. */
  const modifiedMs = (day: string, mails: readonly KillmailEntry[]): number => {
    const overMs = Date.parse(isoOf(day)) + dayMs;
    const newestMs = mails.reduce(
      (newest, { postedMs = 0 }) => Math.max(newest, postedMs),
      overMs,
    );
    return (
      Math.min(madeMs(), lastRunMs(newestMs - 1, afterMidnightMs) + dayMs) +
      laterMs(day)
    );
  };

  function* membersOf(
    mails: readonly KillmailEntry[],
    later: number,
    twist: Twist | undefined,
  ) {
    let isFirst = true;
    for (const entry of mails) {
      const text = world.dumpOf(entry);
      yield {
        name: `killmails/${entry.id}.json`,
        modifiedMs: (entry.postedMs ?? entry.timeMs) + later,
        text: isFirst && twist ? twisted(text, twist) : text,
      };
      isFirst = false;
    }
  }

  return {
    days: () => board.days(madeMs()).filter((day) => day < dayOf(madeMs())),
    totals() {
      const days = board.days(madeMs()).filter((day) => day < dayOf(madeMs()));
      return Object.fromEntries(days.map((day) => [day, mailsOf(day).length]));
    },
    totalsMadeMs: madeMs,
    async take(day, twist) {
      const mails = mailsOf(day);
      if (mails.length === 0) return undefined;
      const key = keyOf(day, [
        twist ?? "",
        laterMs(day),
        ...mails.map((entry) => world.shownHash(entry)),
      ]);
      const file = await files.take(`${key}.tar.bz2`, () =>
        writeTar(membersOf(mails, laterMs(day), twist)),
      );
      return {
        ...file,
        name: `killmails-${isoOf(day)}.tar.bz2`,
        etag: `"${key}"`,
        modifiedMs: modifiedMs(day, mails),
      };
    },
    rewrite(day) {
      rewrites.set(day, (rewrites.get(day) ?? 0) + 1);
    },
    close: () => files.close(),
  };
}

/** The same file for the same mails. */
function keyOf(day: string, what: readonly unknown[]): string {
  return createHash("md5")
    .update([day, ...what].join(" "))
    .digest("hex");
}

const twisted = (text: Buffer, twist: Twist): Buffer =>
  Buffer.from(
    JSON.stringify(
      twistKillmail(JSON.parse(text.toString("utf8")) as never, twist),
    ),
  );

/** `20211127` as `2021-11-27`. */
const isoOf = (day: string): string =>
  `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`;

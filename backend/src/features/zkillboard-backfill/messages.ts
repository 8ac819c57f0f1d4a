import type { ZkillboardEntity } from "../../platform/zkillboard/index.ts";
import { monthName } from "./months.ts";

const count = (number: number, one: string, many: string): string =>
  `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

/** What is said of a backfill to whoever asked for it. */
export const messages = {
  queued: "Queued: a worker begins in a moment.",
  running:
    "zKillboard is asked month by month, newest first, at most one page a second for all who wait.",
  paused: "Paused. What was found stays; resume it to go on where it stood.",
  cancelled: "Cancelled. What was found stays; starting it again goes on.",
  refused: (reason: string) =>
    `${reason.replace(/\.?$/, ".")} Nothing more is asked for; resume it to try again.`,
  broken:
    "It can not go on because of an error on this site, which its operator finds among the failed tasks. Resume it to try again.",
  waits: (reason: string, until: Date) =>
    `${reason}. It goes on by itself at ${until.toISOString().slice(11, 16)} EVE time.`,
  done: (read: {
    firstMonth: string;
    found: number;
    fresh: number;
    cutMonths: readonly string[];
  }) =>
    [
      `All that zKillboard lists since ${monthName(read.firstMonth)} was read: ${count(read.found, "killmail", "killmails")} this time, ${read.fresh.toLocaleString("en")} of them not public here before.`,
      ...(read.cutMonths.length === 0
        ? []
        : [
            `Of ${read.cutMonths.map(monthName).join(", ")} zKillboard lists no more than the newest 20,000; EVE Ref's archives have the rest.`,
          ]),
    ].join(" "),
  notLinked:
    "This character is linked to another account or to none now, so it was cancelled. What was found stays.",
  noConsent:
    "None of your characters lets this site read the corporation's list any more, so it was cancelled. What was found stays.",
  notYours: ({ kind }: ZkillboardEntity) => notYours[kind],
  unknown: "You have asked for no such backfill.",
  notAdmin: "Only whoever runs this site sees what others asked for.",
  month: (text: string) =>
    `${text.slice(0, 40)} is no month up to now: write it like 2021-03.`,
};

const notYours = {
  character:
    "zKillboard is asked for your own linked characters only: log in with this one first.",
  corporation:
    "zKillboard is asked for a corporation only by a director who lets this site read its killmails: switch that on first.",
  alliance:
    "Only whoever runs this site can ask zKillboard for a whole alliance.",
};

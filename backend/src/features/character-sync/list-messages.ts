import type { UnavailableError } from "../../kernel/index.ts";
import { esiTrouble } from "../../platform/esi/index.ts";
import type { Failing } from "../../platform/queue/index.ts";
import { ssoAway } from "../../platform/sso/index.ts";

/** What is the same to say of every killmail list of ESI's, of a character or of a corporation. */
export const listMessages = {
  upToDate: "Up to date.",
  /** In the history, where mails listed earlier may still be missing. */
  nothingNew: "EVE's list held nothing new.",
  found: (count: number) =>
    count === 1
      ? "The check found a new killmail."
      : `The check found ${count} new killmails.`,
  fetching: (stored: number, listed: number) =>
    `${stored} of ${listed} killmails are here, the rest is being fetched.`,
  unfetched: ({ count, retryAt }: Failing, now: Date) => {
    const what =
      count === 1
        ? "One listed killmail could not be fetched from EVE yet"
        : `${count} listed killmails could not be fetched from EVE yet`;
    if (retryAt === null)
      return `${what}, and this is not tried again by itself: tell the site's operator.`;
    return retryAt > now
      ? `${what}; the next try is at ${clockTime(retryAt)}. ${calm}`
      : `${what}; the next try is under way. ${calm}`;
  },
  unavailable: ({ code }: UnavailableError, at: Date) =>
    `${reasons.get(code ?? "") ?? "Something that this site needs does not answer"}: the next try is at ${clockTime(at)}. ${calm}`,
  failed: (at: Date) =>
    `The check failed for a reason on this site's side; the next try is at ${clockTime(at)}. ${operator}`,
  overdue: (since: Date) =>
    `The check that was due at ${clockTime(since)} has not begun: this site's scheduler seems to stand still. Nothing is lost. ${operator}`,
  waiting: (since: Date) =>
    `A check has been waiting for a worker since ${clockTime(since)}. Nothing is lost. ${operator}`,
  standing: (since: Date) =>
    `The check under way has not moved since ${clockTime(since)}; it is begun again by itself. Nothing is lost. ${operator}`,
};

export function clockTime(moment: Date): string {
  return `${moment.toISOString().slice(11, 16)} UTC`;
}

const calm = "Nothing is lost, nothing to do.";
const operator = "If that goes on, tell the site's operator.";

const reasons: ReadonlyMap<string, string> = new Map([
  [esiTrouble.away, "EVE's API is away"],
  [esiTrouble.failed, "EVE did not answer as it should"],
  [
    esiTrouble.spent,
    "The requests that EVE allows for this list in 15 minutes are used up",
  ],
  [esiTrouble.slow, "EVE asked this site to slow down"],
  [esiTrouble.asked, "This list is being read by somebody else just now"],
  [
    ssoAway,
    "EVE's login server does not answer, so the access could not be renewed",
  ],
]);

import { type Clock, UnavailableError } from "../../../kernel/index.ts";
import type { Database } from "../../database/index.ts";
import { askZkillboard } from "./ask-zkillboard.ts";
import { createHostPace } from "./host-pace.ts";
import { readMails } from "./read-mails.ts";
import {
  type Zkillboard,
  type ZkillboardPage,
  ZkillboardRefusedError,
} from "./zkillboard.ts";

/** "Be polite" is all zKillboard says; one a second is what it once asked for. */
const spacingMs = 1_000;

/** zKillboard keeps its answers for an hour, whatever a proxy in between says. */
const keptMs = 60 * 60_000;

/** For an answer that is no list. */
const strangeMs = 5 * 60_000;

const usualTimeoutMs = 60_000;

export function createZkillboard(deps: {
  /** For example https://zkillboard.com, without a slash at its end. */
  baseUrl: string;
  /** Says who we are and how to reach us: an empty one is refused. */
  userAgent: string;
  clock: Clock;
  database: Database;
  fetch?: typeof fetch;
  /** How long a whole answer is waited for. */
  timeoutMs?: number;
}): Zkillboard {
  const { baseUrl, clock } = deps;
  const pace = createHostPace({
    database: deps.database,
    host: new URL(baseUrl).host,
    spacingMs,
  });
  const asking = {
    userAgent: deps.userAgent,
    fetch: deps.fetch ?? fetch,
    timeoutMs: deps.timeoutMs ?? usualTimeoutMs,
  };

  async function unavailable(reason: string, waitMs: number): Promise<never> {
    const retryAt = new Date(clock.now().getTime() + waitMs);
    await pace.leaveAlone(retryAt, reason);
    throw new UnavailableError(reason, { retryAt });
  }

  /** `filter`: segments of the path, with a slash at the end of the last one, or zKillboard leaves it out. */
  async function list(
    filter: string,
    isUrgent: boolean,
  ): Promise<ZkillboardPage> {
    await pace.take(clock.now(), isUrgent);
    const answer = await askZkillboard(`${baseUrl}/api/${filter}/`, asking);
    if ("reason" in answer) return unavailable(answer.reason, answer.waitMs);
    const expiresAt = new Date(clock.now().getTime() + keptMs);
    try {
      return { mails: readMails(JSON.parse(answer.text)), expiresAt };
    } catch (error) {
      if (error instanceof ZkillboardRefusedError) throw error;
      return unavailable("zKillboard's answer can not be read", strangeMs);
    }
  }

  return {
    async killmail(killmailId) {
      const { mails } = await list(`killID/${killmailId}`, true);
      return mails.find((mail) => mail.killmailId === killmailId) ?? null;
    },
    month({ kind, id }, month, page) {
      const [year = "", number = ""] = month.split("-");
      return list(
        `${kind}ID/${id}/year/${year}/month/${Number(number)}/page/${page}`,
        false,
      );
    },
    nextTurn: () => pace.promise(clock.now()),
  };
}

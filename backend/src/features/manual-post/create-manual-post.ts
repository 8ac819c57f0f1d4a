import {
  anonymous,
  type Clock,
  RejectedError,
  UnavailableError,
  waitUntil,
} from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import { type Esi, EsiRefusedError } from "../../platform/esi/index.ts";
import type { Outbox } from "../../platform/queue/index.ts";
import type { Zkillboard } from "../../platform/zkillboard/index.ts";
import type { Killmails, Reference } from "../killmails/index.ts";
import type { ManualPost } from "./manual-post.ts";
import { postMessages } from "./post-messages.ts";
import type { KillmailLink } from "./read-link.ts";

const priority = "immediate";
/** Somebody else's turn, or the same mail being fetched by a worker, is over in a second or two: not worth sending anybody away. */
const patienceMs = 5_000;

export function createManualPost(deps: {
  database: Database;
  clock: Clock;
  outbox: Pick<Outbox, "poke">;
  killmails: Pick<Killmails, "byId" | "record" | "store" | "announce">;
  esi: Pick<Esi, "fetchBody">;
  zkillboard: Pick<Zkillboard, "killmail">;
}): ManualPost {
  const { database, clock, outbox, killmails, esi, zkillboard } = deps;

  async function referenceOf(link: KillmailLink): Promise<Reference> {
    const { killmailId, hash } = link;
    if (hash !== null) return { killmailId, hash };
    const found = await asked(postMessages.zkillboardAway, () =>
      zkillboard.killmail(killmailId),
    );
    if (found === null || !/^[0-9a-f]{40}$/i.test(found.hash))
      throw new RejectedError(
        "KILLMAIL_UNKNOWN",
        postMessages.unknownToZkillboard(killmailId),
      );
    return { killmailId, hash: found.hash.toLowerCase() };
  }

  /** The ledger is not looked at: what ESI answers is all that decides. */
  async function bodyOf(reference: Reference): Promise<unknown> {
    try {
      return await asked(postMessages.esiAway, () =>
        esi.fetchBody(reference, priority),
      );
    } catch (error) {
      if (!(error instanceof EsiRefusedError)) throw error;
      throw new RejectedError(
        "KILLMAIL_HASH",
        postMessages.wrongHash(reference.killmailId),
        { cause: error },
      );
    }
  }

  /** Asks again what can be had in a moment, and says to whoever waits for the answer what an outage means here. */
  async function asked<Answer>(
    message: (at: Date) => string,
    ask: () => Promise<Answer>,
  ): Promise<Answer> {
    const end = new Date(clock.now().getTime() + patienceMs);
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof UnavailableError)) throw error;
        const at = error.retryAt ?? later();
        if (at > end)
          throw new UnavailableError(message(at), {
            cause: error,
            retryAt: at,
          });
        await waitUntil(clock, at, never);
      }
    }
  }

  const later = () => new Date(clock.now().getTime() + 60_000);

  return {
    async post(link) {
      const { killmailId } = link;
      const known = await killmails.byId(anonymous, killmailId);
      if (known !== null) {
        if (link.hash === null || link.hash === known.hash) return known;
        throw new RejectedError(
          "KILLMAIL_HASH",
          postMessages.wrongHash(killmailId),
        );
      }
      const reference = await referenceOf(link);
      const body = await bodyOf(reference);
      await database.transaction((tx) =>
        killmails.record(tx, {
          references: [reference],
          source: "post",
          grantId: null,
          priority,
        }),
      );
      await killmails.store([{ reference, body, priority }]);
      // Also of a mail that was here already, and private.
      outbox.poke();
      await killmails.announce();
      const posted = await killmails.byId(anonymous, killmailId);
      if (posted === null)
        throw new RejectedError(
          "KILLMAIL_UNREADABLE",
          postMessages.unreadable(killmailId),
        );
      return posted;
    },
  };
}

/** Whoever posts waits a few seconds at most. */
const never: AbortSignal = new AbortController().signal;

import { type Clock, UnavailableError } from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import type { DerivableKillmail, WriteDerived } from "./later-effect.ts";
import {
  holdMails,
  type MailPlace,
  type MailState,
  readDerivable,
} from "./store/derivable-mails.ts";
import { reviseKillmails } from "./store/revise-killmails.ts";

const attempts = 5;

/** `Killmails.deriveLater`. */
export async function deriveLater(
  deps: {
    readonly database: Database;
    readonly clock: Clock;
    readonly announce: () => Promise<void>;
  },
  places: readonly MailPlace[],
  prepare: (mails: readonly DerivableKillmail[]) => Promise<WriteDerived>,
): Promise<void> {
  const { database, clock, announce } = deps;
  let rest = places;
  for (let attempt = 0; rest.length > 0; attempt++) {
    if (attempt === attempts)
      throw new UnavailableError(
        `${rest.length} killmails change faster than something can be derived from them`,
      );
    const mails = await readDerivable(database.prisma, rest);
    if (mails.length === 0) return;
    const write = await prepare(mails);
    const { told, changed } = await database.transaction(async (tx) => {
      const held = await holdMails(tx, mails);
      const same = mails.filter((mail) => isAsBefore(held.get(mail.id), mail));
      const news = new Set(await write(tx, same));
      const revised = same.filter(
        ({ id, isHistory }) => news.has(id) && !isHistory,
      );
      await reviseKillmails(
        tx,
        revised.map(({ id }) => id),
        clock.now(),
      );
      return {
        told: revised.length > 0,
        changed: mails.filter(
          (mail) => held.has(mail.id) && !isAsBefore(held.get(mail.id), mail),
        ),
      };
    });
    if (told) await announce();
    rest = changed.map(({ id, time }) => ({
      killmailId: id,
      killmailTime: time.toISOString(),
    }));
  }
}

function isAsBefore(now: MailState | undefined, before: MailState): boolean {
  return now?.revision === before.revision && now.isPublic === before.isPublic;
}

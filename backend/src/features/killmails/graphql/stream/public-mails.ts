import { anonymous, type KillmailId } from "../../../../kernel/index.ts";
import type { Killmails, StoredKillmail } from "../../killmails.ts";

type Mails = ReadonlyMap<KillmailId, StoredKillmail>;

const mailsKept = 1_000;

/** Mails that anybody may see, read once for all subscribers that receive them at the same time. Public is for good, so keeping them leaks nothing. */
export function createPublicMails(
  killmails: Pick<Killmails, "byIds">,
): (ids: readonly KillmailId[]) => Promise<Mails> {
  const kept = new Map<KillmailId, Promise<Mails>>();

  function read(ids: KillmailId[]): void {
    const batch = killmails.byIds(anonymous, ids);
    for (const id of ids) kept.set(id, batch);
    batch.catch(() => {
      // Whoever waits for the batch gets the error; the next one reads again.
      for (const id of ids) kept.delete(id);
    });
    for (const oldest of kept.keys()) {
      if (kept.size <= mailsKept) break;
      kept.delete(oldest);
    }
  }

  return async (ids) => {
    const missing = ids.filter((id) => !kept.has(id));
    if (missing.length > 0) read(missing);
    const found = new Map<KillmailId, StoredKillmail>();
    for (const id of ids) {
      const mail = (await kept.get(id))?.get(id);
      if (mail !== undefined) found.set(id, mail);
    }
    return found;
  };
}

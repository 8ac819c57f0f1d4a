import { anonymous, type KillmailId } from "../../../../kernel/index.ts";
import type { Killmails, LogEntry, StoredKillmail } from "../../killmails.ts";

type Mails = ReadonlyMap<KillmailId, StoredKillmail>;

const entriesKept = 1_000;

/**
 * Mails that anybody may see, read once for all subscribers that receive them at the same time. Public is for good, so
 * keeping them leaks nothing; by the log's entry, since a later one may tell of what has changed meanwhile.
 */
export function createPublicMails(
  killmails: Pick<Killmails, "byIds">,
): (entries: readonly LogEntry[]) => Promise<Mails> {
  const kept = new Map<bigint, Promise<Mails>>();

  function read(entries: readonly LogEntry[]): void {
    const batch = killmails.byIds(
      anonymous,
      entries.map(({ killmailId }) => killmailId),
    );
    for (const { sequence } of entries) kept.set(sequence, batch);
    batch.catch(() => {
      // Whoever waits for the batch gets the error; the next one reads again.
      for (const { sequence } of entries) kept.delete(sequence);
    });
    for (const oldest of kept.keys()) {
      if (kept.size <= entriesKept) break;
      kept.delete(oldest);
    }
  }

  return async (entries) => {
    const missing = entries.filter(({ sequence }) => !kept.has(sequence));
    if (missing.length > 0) read(missing);
    const found = new Map<KillmailId, StoredKillmail>();
    for (const { sequence, killmailId } of entries) {
      const mail = (await kept.get(sequence))?.get(killmailId);
      if (mail !== undefined) found.set(killmailId, mail);
    }
    return found;
  };
}

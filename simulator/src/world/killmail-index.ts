import type { Killmail, KillmailReference } from "./killmail.ts";
import type { PartyBook } from "./party-book.ts";

/** What a list needs to know of a killmail, small enough to keep a hundred thousand of them. */
export interface KillmailEntry {
  id: number;
  hash: string;
  timeMs: number;
  /** When ESI begins to know it; some killmails appear hours or days late. */
  releaseMs: number;
  /** When the public boards get it; absent while nobody has told them. */
  postedMs?: number | undefined;
  systemId: number;
  warId?: number | undefined;
  /** Where the party book has who was on it. */
  parties: number;
  /** Struck by an outlaw outside any war: in high security space that is a gank. */
  isByOutlaw?: true | undefined;
  victimCharacterId?: number | undefined;
  finalBlowCharacterId?: number | undefined;
  victimCorporationId?: number | undefined;
  finalBlowCorporationId?: number | undefined;
}

export interface KillmailIndex<Entry extends KillmailEntry> {
  add(entry: Entry): void;
  get(id: number): Entry | undefined;
  all(): Iterable<Entry>;
  listForCharacter(id: number, atMs: number): KillmailReference[];
  listForCorporation(id: number, atMs: number): KillmailReference[];
  /** Mails of that character or corporation whether listed now or not: a measure of activity. */
  countFor(id: number): number;
}

const listedForMs = 90 * 24 * 3_600_000;

/**
 * The mails of a world by id and by who receives them in the game: the victim and the final blow,
 * and the corporations of both. Other attackers' lists do not contain a mail.
 */
export function createKillmailIndex<
  Entry extends KillmailEntry,
>(): KillmailIndex<Entry> {
  const byId = new Map<number, Entry>();
  const byRecipient = new Map<number, Entry[]>();

  const list = (recipient: number, atMs: number): KillmailReference[] =>
    (byRecipient.get(recipient) ?? [])
      .filter(
        (entry) =>
          entry.releaseMs <= atMs &&
          entry.timeMs <= atMs &&
          entry.timeMs > atMs - listedForMs,
      )
      .sort((a, b) => b.timeMs - a.timeMs || b.id - a.id)
      .map((entry) => ({ killmail_hash: entry.hash, killmail_id: entry.id }));

  return {
    add(entry) {
      byId.set(entry.id, entry);
      // Character and corporation ids never overlap, so that one map holds both.
      const recipients = new Set([
        entry.victimCharacterId,
        entry.finalBlowCharacterId,
        entry.victimCorporationId,
        entry.finalBlowCorporationId,
      ]);
      for (const recipient of recipients) {
        if (recipient === undefined) continue;
        const entries = byRecipient.get(recipient);
        if (entries) entries.push(entry);
        else byRecipient.set(recipient, [entry]);
      }
    },
    get: (id) => byId.get(id),
    all: () => byId.values(),
    listForCharacter: list,
    listForCorporation: list,
    countFor: (id) => byRecipient.get(id)?.length ?? 0,
  };
}

export function entryOf(
  killmail: Killmail,
  hash: string,
  releaseMs: number,
  parties: PartyBook,
): KillmailEntry {
  const finalBlow = killmail.attackers.find((attacker) => attacker.final_blow);
  return {
    id: killmail.killmail_id,
    hash,
    timeMs: Date.parse(killmail.killmail_time),
    releaseMs,
    systemId: killmail.solar_system_id,
    ...(killmail.war_id === undefined ? {} : { warId: killmail.war_id }),
    parties: parties.note(killmail),
    ...(isByOutlaw(killmail) ? { isByOutlaw: true } : {}),
    victimCharacterId: killmail.victim.character_id,
    finalBlowCharacterId: finalBlow?.character_id,
    victimCorporationId: killmail.victim.corporation_id,
    finalBlowCorporationId: finalBlow?.corporation_id,
  };
}

/** Whoever is at -5.0 or below may be shot by anybody, and so has little to lose. */
function isByOutlaw({ victim, attackers, war_id }: Killmail): boolean {
  const striker = attackers.find((attacker) => attacker.final_blow);
  return (
    war_id === undefined &&
    victim.character_id !== undefined &&
    striker?.character_id !== undefined &&
    striker.security_status <= -5 &&
    striker.corporation_id !== victim.corporation_id
  );
}

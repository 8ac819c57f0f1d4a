import { readdirSync } from "node:fs";
import { join } from "node:path";
import { killmailHash } from "../killmail-hash.ts";
import type { KillmailEntry, KillmailIndex } from "../killmail-index.ts";
import { createKillmailIndex, entryOf } from "../killmail-index.ts";
import type { Killmail } from "../killmail.ts";
import type {
  ArchivedKillmail,
  ArchivePlace,
  KillmailArchive,
} from "./killmail-archive.ts";
import { createKillmailArchive } from "./killmail-archive.ts";
import type { PartyBook } from "../party-book.ts";
import { createPartyBook } from "../party-book.ts";
import { readLines } from "./read-jsonl.ts";

interface DataEntry extends KillmailEntry {
  place: ArchivePlace;
}

/** Whom a character flew for, as of the newest mail that says so. */
interface Affiliation {
  corporationId: number;
  allianceId?: number | undefined;
  factionId?: number | undefined;
  securityStatus: number;
}

export interface LoadedKillmails {
  archive: KillmailArchive;
  parties: PartyBook;
  /** The mails of the day files: these are listed. */
  listed: KillmailIndex<DataEntry>;
  /** Mails of any other time: they answer by id and hash only. */
  unlisted: Map<number, DataEntry>;
  affiliations: Map<number, Affiliation>;
  allianceOfCorporation: Map<number, number>;
  /** All that ever stood on a mail: also NPC corporations, and those everybody has left. */
  corporations: Set<number>;
  alliances: Set<number>;
  firstMs: number;
  /** Midnight after the newest day file. */
  endMs: number;
  newestId: number;
}

const dayFile = /^(\d{4}-\d{2}-\d{2})\.jsonl(?:\.gz)?$/;

/** Reads the day files of a data folder in order, then the mails outside them. */
export function loadKillmails(folder: string): LoadedKillmails {
  const directory = join(folder, "killmails");
  const days = readdirSync(directory)
    .filter((name) => dayFile.test(name))
    .sort();
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined)
    throw new Error(`no day files (YYYY-MM-DD.jsonl.gz) in ${directory}`);
  const loaded: LoadedKillmails = {
    archive: createKillmailArchive(),
    parties: createPartyBook(),
    listed: createKillmailIndex(),
    unlisted: new Map(),
    affiliations: new Map(),
    allianceOfCorporation: new Map(),
    corporations: new Set(),
    alliances: new Set(),
    firstMs: Date.parse(first.slice(0, 10)),
    endMs: Date.parse(last.slice(0, 10)) + 24 * 3_600_000,
    newestId: 0,
  };
  // Mails outside the day files first, so that the day files' affiliations win.
  const varied: DataEntry[] = [];
  for (const line of readLines(join(directory, "varied.jsonl")))
    varied.push(load(loaded, line));
  for (const day of days)
    for (const line of readLines(join(directory, day))) {
      const entry = load(loaded, line);
      loaded.listed.add(entry);
      loaded.newestId = Math.max(loaded.newestId, entry.id);
    }
  for (const entry of varied)
    // zKillboard has always had them.
    if (!loaded.listed.get(entry.id))
      loaded.unlisted.set(entry.id, { ...entry, postedMs: 0 });
  return loaded;
}

function load(loaded: LoadedKillmails, line: Buffer): DataEntry {
  const killmail = JSON.parse(line.toString("utf8")) as ArchivedKillmail;
  noteAffiliations(loaded, killmail);
  const hash = killmail.killmail_hash ?? killmailHash(killmail);
  return {
    ...entryOf(
      killmail,
      hash,
      Date.parse(killmail.killmail_time),
      loaded.parties,
    ),
    place: loaded.archive.append(line),
  };
}

function noteAffiliations(loaded: LoadedKillmails, killmail: Killmail): void {
  for (const party of [killmail.victim, ...killmail.attackers]) {
    const corporationId = party.corporation_id;
    if (party.alliance_id !== undefined)
      loaded.alliances.add(party.alliance_id);
    if (corporationId === undefined) continue;
    loaded.corporations.add(corporationId);
    if (party.alliance_id === undefined)
      loaded.allianceOfCorporation.delete(corporationId);
    else loaded.allianceOfCorporation.set(corporationId, party.alliance_id);
    if (party.character_id === undefined) continue;
    const before = loaded.affiliations.get(party.character_id);
    loaded.affiliations.set(party.character_id, {
      corporationId,
      allianceId: party.alliance_id,
      factionId: party.faction_id,
      securityStatus:
        "security_status" in party
          ? party.security_status
          : (before?.securityStatus ?? 0),
    });
  }
}

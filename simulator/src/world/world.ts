import type { Zkb } from "../boards/zkb.ts";
import type { KillmailEntry } from "./killmail-index.ts";
import type { Killmail, KillmailReference } from "./killmail.ts";
import type { PartialKillmail } from "./complete-killmail.ts";
import type { People } from "./people.ts";
import type { Parties } from "./party-book.ts";
import type { Post } from "./post-book.ts";
import type { Universe } from "./universe.ts";

/** New Eden as every service of the simulator sees it, invented or real. */
export interface World {
  kind: "seed" | "data";
  people: People;
  universe: Universe;
  /** The time of the killmails, which may differ from the simulator's clock when real mails are served. */
  killmailClock(): Date;
  listForCharacter(characterId: number): KillmailReference[];
  listForCorporation(corporationId: number): KillmailReference[];
  /** Undefined for an unknown id, another hash, or a mail that is not released yet. */
  killmail(id: number, hash: string): Killmail | undefined;
  /** The true hash of a killmail, released or not. */
  hashOf(id: number): string | undefined;
  /** Mails of wars that ESI knows by now, public or not, in any order. */
  warMails(): KillmailEntry[];
  /** How many mails a character or corporation received, listed now or not. */
  activity(id: number): number;
  add(partial: PartialKillmail, publicity?: Publicity): KillmailReference;
  /** Nothing happens in it but what tests do. */
  isStill: boolean;
  /** What reached, and will reach, the public boards, in the order it was entered; it only grows. */
  posts(): readonly Post[];
  /** Tells the public boards of a mail now, also of one they have; undefined when there is none. */
  publish(id: number): KillmailReference | undefined;
  /** Days before that came as files and are complete from the beginning. */
  givenUntilMs?: number | undefined;
  /** zKillboard's own block, where the data carry it. */
  recordedZkb(entry: KillmailEntry): Zkb | undefined;
  /** A mail by its id, listed or not. */
  entryOf(id: number): KillmailEntry | undefined;
  partiesOf(entry: KillmailEntry): Parties;
  /** The hash public services tell, which tests may have changed. */
  shownHash(entry: KillmailEntry): string;
  /** The mail as EVE Ref keeps it: with its hash and when ESI told it, as JSON. */
  dumpOf(entry: KillmailEntry): Buffer;
  /** The mail behind an entry, released or not. */
  bodyOf(entry: KillmailEntry): Killmail;
}

export interface Publicity {
  /** False: only who was on it can know it, until it is published. */
  isPublic?: boolean | undefined;
}

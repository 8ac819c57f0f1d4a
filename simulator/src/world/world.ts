import type { Killmail, KillmailReference } from "./killmail.ts";
import type { PartialKillmail } from "./complete-killmail.ts";
import type { People } from "./people.ts";
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
  /** How many mails a character or corporation received, listed now or not. */
  activity(id: number): number;
  add(partial: PartialKillmail): KillmailReference;
}

import type { EsiAttacker, EsiKillmail } from "../../killmails/index.ts";

/** Characters up to here, and corporations up to the other, are the game's own (zKillboard's bounds). */
const lastNpcCharacter = 3_999_999;
const lastNpcCorporation = 1_999_999;

/** What rules read of a mail; also mails without an id can be labelled. */
export type LabelledMail = Pick<
  EsiKillmail,
  "killmail_time" | "solar_system_id" | "victim" | "attackers" | "war_id"
>;

export function isPlayer({
  character_id: character = 0,
}: Pick<EsiAttacker, "character_id">): boolean {
  return character > lastNpcCharacter;
}

export function isPlayerCorporation(corporation = 0): boolean {
  return corporation > lastNpcCorporation;
}

import type { KillmailId } from "../../kernel/index.ts";

/** What whoever posts a killmail reads: why it did not work, and what to change. */
export const postMessages = {
  wrongHash: (killmailId: KillmailId) =>
    `EVE knows no killmail ${killmailId} with this hash: the link is not whole, or one of its numbers was changed. Copy the whole link again.`,
  unknownToZkillboard: (killmailId: KillmailId) =>
    `zKillboard does not show killmail ${killmailId}: it never got it, or got it less than five minutes ago. Paste the link that EVE copies (External Kill Link) instead.`,
  zkillboardAway: (at: Date) =>
    `zKillboard can not be asked for the killmail's hash now: try again at ${clockTime(at)}, or paste the link that EVE copies (External Kill Link). Nothing was posted.`,
  esiAway: (at: Date) =>
    `EVE can not be asked for the killmail now: try again at ${clockTime(at)}. Nothing was posted.`,
  unreadable: (killmailId: KillmailId) =>
    `EVE's killmail ${killmailId} can not be kept by this site. Tell the site's operator.`,
};

function clockTime(moment: Date): string {
  return `${moment.toISOString().slice(11, 19)} UTC`;
}

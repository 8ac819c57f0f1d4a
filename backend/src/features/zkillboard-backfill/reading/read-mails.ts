import { id, type KillmailId } from "../../../kernel/index.ts";
import type { ZkillboardMail } from "../../../platform/zkillboard/index.ts";
import type { ShownKillmail } from "../../killmails/index.ts";
import {
  readFigures,
  type SaidFigures,
} from "../../zkillboard-figures/index.ts";

/** zKillboard keeps its answers for an hour: what its feed said since then is newer. */
const answerAgeMs = 60 * 60_000;

export function shownKillmails(
  mails: readonly ZkillboardMail[],
): ShownKillmail[] {
  return mails.map(({ killmailId, hash, esi }) => ({
    killmailId: id<KillmailId>(killmailId),
    hash,
    body: esi,
    isBare: esi === null,
  }));
}

/** What zKillboard says of the mails beyond their bodies. */
export function saidFigures(
  mails: readonly ZkillboardMail[],
  readAt: Date,
): SaidFigures[] {
  const saidAt = new Date(readAt.getTime() - answerAgeMs);
  return mails.flatMap(({ killmailId, hash, zkb }) => {
    const figures = readFigures(zkb);
    if (figures === null) return [];
    const reference = {
      killmailId: id<KillmailId>(killmailId),
      hash: hash.toLowerCase(),
    };
    return [{ reference, figures, saidAt }];
  });
}

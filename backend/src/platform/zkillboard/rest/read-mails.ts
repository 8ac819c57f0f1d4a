import { z } from "zod";
import { type ZkillboardMail, ZkillboardRefusedError } from "./zkillboard.ts";

/** Of an entry that is none, as much is shown. */
const longestShown = 200;

const refusal = z.looseObject({ error: z.string() });
const listing = z.array(z.unknown());
const entry = z.looseObject({
  killmail_id: z.number(),
  zkb: z.looseObject({ hash: z.string() }),
});
/** What a whole mail has beside its reference. */
const body = z.looseObject({
  killmail_time: z.unknown(),
  victim: z.object({}),
  attackers: z.array(z.unknown()),
});

/**
 * Reads an answer of status 200. ZkillboardRefusedError when it is an error in disguise; throws for anything else that is
 * no list. Since June 2026 entries are whole mails, before that only references were listed: both are read. An entry of
 * another shape must not hide the others: it is handed on for its reader to refuse, with its text in the place of the hash.
 */
export function readMails(answer: unknown): ZkillboardMail[] {
  const { data: refused } = refusal.safeParse(answer);
  if (refused !== undefined) throw new ZkillboardRefusedError(refused.error);
  return listing.parse(answer).map(readMail);
}

function readMail(listed: unknown): ZkillboardMail {
  const { data: mail } = entry.safeParse(listed);
  if (mail === undefined)
    return {
      killmailId: 0,
      hash: JSON.stringify(listed).slice(0, longestShown),
      esi: null,
      zkb: null,
    };
  const { zkb, ...esi } = mail;
  return {
    killmailId: mail.killmail_id,
    hash: zkb.hash,
    esi: body.safeParse(esi).success ? esi : null,
    zkb,
  };
}

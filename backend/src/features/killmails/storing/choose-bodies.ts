import type { KillmailId } from "../../../kernel/index.ts";
import type { EsiKillmail } from "../body/esi-killmail.ts";
import { isSameKillmail } from "../body/is-same-killmail.ts";
import type { FreshKillmail } from "../killmail-effect.ts";
import type { Reference } from "../reference.ts";
import type { HeldMail } from "../store/held-mails.ts";
import type { LockedReference } from "../store/lock-references.ts";

/** A mail to be written, with what it takes over from the one whose place it takes. */
export type ChosenMail = FreshKillmail &
  Pick<LockedReference, "publicSince" | "publicSource"> & {
    readonly bodySource: string | null;
    readonly revision: number;
  };

/** What is to be done with bodies somebody delivered, given what is here. */
export interface Choice {
  readonly fresh: ChosenMail[];
  /** To be taken out before `fresh` is written: ESI gave another body, or another hash. */
  readonly withdrawn: HeldMail[];
  /** ESI gave the body that another source had brought. */
  readonly confirmed: HeldMail[];
  /** Another source's bodies that differ from the one here under the same hash. */
  readonly disputed: (Reference & { isSettled: boolean })[];
  /** Of mails that are here under another hash: only ESI can tell which is true. */
  readonly rivals: (Reference & { isKnownPublic: boolean })[];
  /** Older than what the site keeps. */
  readonly expired: (Reference & { readonly time: Date })[];
  /** ESI gave the mail under another hash before. */
  readonly refused: { reference: Reference; reason: string }[];
}

/**
 * The rule of storing: the first body of a mail is kept, whoever brings it, until ESI gives another one, and ESI's is
 * kept for good. `source` is null for ESI. The references are locked, so the answer stays true until the commit.
 */
export function chooseBodies(
  delivered: readonly FreshKillmail[],
  locked: readonly LockedReference[],
  held: readonly HeldMail[],
  source: string | null,
): Choice {
  const rows = new Map(locked.map((row) => [key(row), row]));
  const here = new Map<KillmailId, HeldMail>();
  for (const mail of held) here.set(mail.killmailId, mail);
  const choice: Choice = {
    fresh: [],
    withdrawn: [],
    confirmed: [],
    disputed: [],
    rivals: [],
    expired: [],
    refused: [],
  };
  for (const mail of delivered) {
    const row = rows.get(key(mail));
    if (row === undefined)
      throw new Error(
        `Killmail ${mail.killmailId} (${mail.hash}) was to be stored before it was recorded`,
      );
    // Retention may have dropped the mail; it does not come back by itself. And ESI's refusal stands against others.
    if (row.state === "expired") continue;
    if (row.state === "rejected" && source !== null) continue;
    if (row.keptFrom !== null && mail.time < row.keptFrom) {
      const { killmailId, hash, time } = mail;
      choice.expired.push({ killmailId, hash, time });
      continue;
    }
    const other = here.get(mail.killmailId);
    if (other === undefined) take(mail, row, 1);
    else if (source === null) letEsiDecide(mail, row, other);
    else if (other.hash !== mail.hash)
      choice.rivals.push({
        killmailId: mail.killmailId,
        hash: mail.hash,
        isKnownPublic: rows.get(key(other))?.publicSince != null,
      });
    else if (!isSameKillmail(other.esi(), mail.esi))
      choice.disputed.push({
        killmailId: mail.killmailId,
        hash: mail.hash,
        isSettled: other.bodySource === null,
      });
  }
  return choice;

  function take(mail: FreshKillmail, row: LockedReference, revision: number) {
    const { publicSince, publicSource } = row;
    choice.fresh.push({
      ...mail,
      publicSince,
      publicSource,
      bodySource: source,
      revision,
    });
    here.set(mail.killmailId, heldFrom(mail, source, revision));
  }

  function letEsiDecide(
    mail: FreshKillmail,
    row: LockedReference,
    other: HeldMail,
  ) {
    const isOurs = other.hash === mail.hash;
    if (other.bodySource === null) {
      if (!isOurs)
        choice.refused.push({
          reference: { killmailId: mail.killmailId, hash: mail.hash },
          reason: `ESI gave this mail under the hash ${other.hash} already`,
        });
    } else if (isOurs && isSameKillmail(other.esi(), mail.esi)) {
      choice.confirmed.push(other);
      here.set(mail.killmailId, { ...other, bodySource: null });
    } else {
      choice.withdrawn.push(other);
      take(mail, row, other.revision + 1);
    }
  }
}

function heldFrom(
  { killmailId, hash, time, esi }: FreshKillmail,
  bodySource: string | null,
  revision: number,
): HeldMail {
  return {
    killmailId,
    hash,
    time,
    bodySource,
    revision,
    esi: (): EsiKillmail => esi,
  };
}

function key({ killmailId, hash }: Reference): string {
  return `${killmailId} ${hash}`;
}

import { killmailHash } from "../body/killmail-hash.ts";
import { readBody } from "../body/read-body.ts";
import type { FreshKillmail } from "../killmail-effect.ts";
import type { Recorded, ShownKillmail } from "../killmails.ts";
import { referenceProblem, type Reference } from "../reference.ts";

export interface SortedShown {
  /** Their bodies can be stored: they obey their hash. */
  readonly sound: FreshKillmail[];
  /** Their bodies can not be trusted: ESI has to be asked. */
  readonly doubtful: { reference: Reference; reason: string }[];
  /** They come without a body. */
  readonly bare: Reference[];
  /** Nothing of them can be kept in the ledger. */
  readonly refused: Recorded["refused"];
}

/** What can be said of shown killmails without looking at what is here. */
export function sortShown(shown: readonly ShownKillmail[]): SortedShown {
  const sound: FreshKillmail[] = [];
  const doubtful: { reference: Reference; reason: string }[] = [];
  const bare: Reference[] = [];
  const refused: { reference: Reference; reason: string }[] = [];
  for (const one of shown) {
    const checked = checkShown(one.isBare ? { ...one, body: null } : one);
    if ("esi" in checked) sound.push(checked);
    else if (checked.isRecordable && one.isBare === true)
      bare.push(checked.reference);
    else if (checked.isRecordable) doubtful.push(checked);
    else refused.push(checked);
  }
  return { sound, doubtful, bare, refused };
}

/** One of them: the mail itself, or why its body is not stored. */
export function checkShown({
  killmailId,
  hash: given,
  body,
}: ShownKillmail):
  | FreshKillmail
  | { reference: Reference; reason: string; isRecordable: boolean } {
  const read = readBody({ killmailId }, body);
  const computed = "reason" in read ? null : killmailHash(read.killmail);
  const hash = given === null ? computed : given.toLowerCase();
  if (hash === null)
    return {
      reference: { killmailId, hash: "" },
      reason: `The source gives no hash, and none follows from the body. ${"reason" in read ? read.reason : ""}`,
      isRecordable: false,
    };
  const reference = { killmailId, hash };
  const problem = referenceProblem(reference);
  if (problem !== null)
    return {
      reference: { killmailId, hash: given ?? hash },
      reason: problem,
      isRecordable: false,
    };
  if ("reason" in read)
    return { reference, reason: read.reason, isRecordable: true };
  if (computed !== hash)
    return {
      reference,
      reason: `The body's hash is ${computed}, the source says ${hash}`,
      isRecordable: true,
    };
  return { killmailId, hash, time: read.time, esi: read.killmail };
}

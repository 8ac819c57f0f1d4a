import { largestInt4, type KillmailId } from "../../kernel/index.ts";

/** What a source shows of a killmail: enough to fetch its body from ESI. The hash is guessable, so it proves no right to see the mail. */
export interface Reference {
  readonly killmailId: KillmailId;
  /** 40 hexadecimal digits, lower case. */
  readonly hash: string;
}

/** Whether the ledger can hold a mail with this id. */
export function isKillmailId(killmailId: number): boolean {
  return (
    Number.isInteger(killmailId) && killmailId >= 1 && killmailId <= largestInt4
  );
}

/** Why the ledger can not hold this reference; null when it can. */
export function referenceProblem(reference: Reference): string | null {
  const { killmailId, hash } = reference;
  if (!Number.isInteger(killmailId) || killmailId < 1)
    return `This is no reference to a killmail, its id is not a positive whole number: ${killmailId} ${hash.slice(0, 200)}`;
  if (killmailId > largestInt4)
    return `Killmail id ${killmailId} does not fit the database's int4 (largest ${largestInt4})`;
  if (!/^[0-9a-f]{40}$/.test(hash))
    return `Killmail ${killmailId} has a hash that is not 40 lower-case hexadecimal digits`;
  return null;
}

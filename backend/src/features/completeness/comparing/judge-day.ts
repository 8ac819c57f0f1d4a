import type { PublicReference, Reference } from "../../killmails/index.ts";
import { referenceProblem } from "../../killmails/index.ts";

/** What became here of the killmails that sources list. Each killmail counts once, under however many hashes it is listed. */
export interface DayVerdict {
  /** Neither here as public mails nor closed: what is to be fetched. */
  readonly missing: readonly Reference[];
  readonly missingMails: number;
  /** Of the missing: in the ledger already, waiting for their bodies. */
  readonly awaited: readonly Reference[];
  /** Of the missing: the ledger says they are stored, and they are gone. */
  readonly lost: readonly Reference[];
  readonly rejected: number;
  readonly expired: number;
}

/** Compares what is listed with what the ledger says of these killmails, of public references only. */
export function judgeDay(
  listed: readonly Reference[],
  known: readonly PublicReference[],
): DayVerdict {
  const knownById = Map.groupBy(known, ({ killmailId }) => killmailId);
  const missing: Reference[] = [];
  const lost: Reference[] = [];
  const awaited: Reference[] = [];
  const counts = { missingMails: 0, rejected: 0, expired: 0 };
  for (const [killmailId, references] of Map.groupBy(
    listed,
    (one) => one.killmailId,
  )) {
    const here = knownById.get(killmailId) ?? [];
    if (here.some(({ state }) => state === "stored")) continue;
    const stateOf = new Map(here.map(({ hash, state }) => [hash, state]));
    const open = references.filter((one) => !isClosed(one, stateOf));
    if (open.length === 0) {
      const isExpired = here.some(({ state }) => state === "expired");
      counts[isExpired ? "expired" : "rejected"]++;
      continue;
    }
    counts.missingMails++;
    missing.push(...open);
    const states = open.map(({ hash }) => stateOf.get(hash));
    if (states.includes("lost"))
      lost.push(...open.filter(({ hash }) => stateOf.get(hash) === "lost"));
    else
      awaited.push(
        ...open.filter(({ hash }) => stateOf.get(hash) === "pending"),
      );
  }
  return { missing, lost, awaited, ...counts };
}

/** ESI refused it, retention removed it, or no ledger can hold it: nothing would come of asking again. */
function isClosed(
  reference: Reference,
  stateOf: ReadonlyMap<string, PublicReference["state"]>,
): boolean {
  const state = stateOf.get(reference.hash);
  return (
    state === "rejected" ||
    state === "expired" ||
    referenceProblem(reference) !== null
  );
}

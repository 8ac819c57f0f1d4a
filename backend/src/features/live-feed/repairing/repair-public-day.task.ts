import {
  type Clock,
  id,
  implementTask,
  type KillmailId,
  type Priority,
  type TaskImplementation,
  UnavailableError,
} from "../../../kernel/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import type { Outbox } from "../../../platform/queue/index.ts";
import type { R2z2 } from "../../../platform/zkillboard/index.ts";
import {
  findUnpublished,
  type Killmails,
  type Reference,
  type ShownKillmail,
} from "../../killmails/index.ts";
import { feedSource } from "../feed-source.ts";
import { repairPublicDay } from "../tasks.ts";

export interface RepairDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly r2z2: Pick<R2z2, "historyDay" | "rawDay">;
  readonly killmails: Pick<Killmails, "ingest" | "record" | "announce">;
  /** False: this site does not want to speak to zKillboard now. */
  readonly isOn: boolean;
}

const batchSize = 200;
/** So few are fetched from ESI, one by one: a raw day is 100 MB. */
const fewMails = 50;
const hourMs = 3_600_000;

/** Takes in what the archive has of a day and we do not. */
export function repairPublicDayTask(deps: RepairDeps): TaskImplementation {
  const { database, clock, r2z2 } = deps;
  return implementTask(repairPublicDay, async ({ day }, { priority, log }) => {
    if (!deps.isOn) throw later("The live feed is switched off");
    const listed = await r2z2.historyDay(day);
    if (listed === null) throw later(`The archive of ${day} is not there yet`);
    const references = [...listed].map(([killmailId, hash]) => ({
      killmailId: id<KillmailId>(killmailId),
      hash: hash.toLowerCase(),
    }));
    const missing = await findUnpublished(database.prisma, references);
    const stillMissing =
      missing.length <= fewMails
        ? missing
        : await takeBodies(deps, day, missing, priority);
    await recordOnly(deps, stillMissing, priority);
    log.info(
      { day, listed: listed.size, missing: missing.length },
      "Compared a day with zKillboard's archive",
    );
  });

  function later(message: string): UnavailableError {
    const retryAt = new Date(clock.now().getTime() + hourMs);
    return new UnavailableError(message, { retryAt });
  }
}

/** Takes in the bodies that the raw day has of them; returns those it has not. */
async function takeBodies(
  { r2z2, killmails }: RepairDeps,
  day: string,
  missing: readonly Reference[],
  priority: Priority,
): Promise<Reference[]> {
  const wanted = new Map(missing.map((one) => [one.killmailId, one]));
  const batch: ShownKillmail[] = [];
  const takeIn = async (): Promise<void> => {
    const shown = batch.splice(0);
    if (shown.length > 0)
      await killmails.ingest({
        source: feedSource,
        killmails: shown,
        priority,
      });
  };
  for await (const { killmailId, esi } of (await r2z2.rawDay(day)) ?? []) {
    const reference = wanted.get(id<KillmailId>(killmailId));
    if (reference === undefined) continue;
    wanted.delete(reference.killmailId);
    if (batch.push({ ...reference, body: esi }) === batchSize) await takeIn();
  }
  await takeIn();
  return [...wanted.values()];
}

/** Records the references, so that ESI is asked for the bodies. */
async function recordOnly(
  { database, killmails, outbox }: RepairDeps,
  references: readonly Reference[],
  priority: Priority,
): Promise<void> {
  if (references.length === 0) return;
  await database.transaction((tx) =>
    killmails.record(tx, {
      references,
      source: feedSource,
      grantId: null,
      priority,
    }),
  );
  outbox.poke();
  await killmails.announce();
}

import { type KillmailId, id, type Priority } from "../../../kernel/index.ts";
import { sqlJson, type Transaction } from "../../../platform/database/index.ts";
import { findUnordered } from "../../../platform/queue/index.ts";
import type { Reference } from "../reference.ts";
import { fetchKillmail } from "../tasks.ts";
import type { VerifyDeps } from "./create-ledger-checks.ts";
import { type LedgerCheck, mostFindings } from "./ledger-check.ts";

/** The ledger and the mails. */
export function referenceChecks(deps: VerifyDeps): readonly LedgerCheck[] {
  const { prisma } = deps.database;
  return [
    {
      name: "Every stored reference has its mail",
      async find() {
        const lost = await prisma.$queryRaw<Reference[]>`
          SELECT r.killmail_id AS "killmailId", encode(r.hash, 'hex') AS hash FROM killmail_references r
          WHERE r.state = 'stored'
          -- Those of a year that is just being taken out are marked soon.
          AND r.killmail_time >= coalesce((SELECT kept_from FROM killmail_retention), '-infinity') AND NOT EXISTS (
            SELECT 1 FROM killmails k
            WHERE k.killmail_time = r.killmail_time AND k.killmail_id = r.killmail_id AND k.hash = r.hash)
          ORDER BY 1, 2 LIMIT ${mostFindings}`;
        return {
          texts: lost.map((one) => `${name(one)} is stored, its mail is gone`),
          heal: () => fetchAgain(deps, lost),
        };
      },
    },
    {
      name: "Every mail has a stored reference",
      async find() {
        const orphans = await prisma.$queryRaw<(Reference & { time: Date })[]>`
          SELECT k.killmail_id AS "killmailId", encode(k.hash, 'hex') AS hash, k.killmail_time AS time FROM killmails k
          WHERE NOT EXISTS (
            SELECT 1 FROM killmail_references r
            WHERE r.killmail_id = k.killmail_id AND r.hash = k.hash AND r.killmail_time = k.killmail_time AND r.state = 'stored')
          ORDER BY 1, 2 LIMIT ${mostFindings}`;
        return {
          texts: orphans.map(
            (one) => `${name(one)} is here, the ledger does not say so`,
          ),
          async heal() {
            await prisma.$executeRaw`
              INSERT INTO killmail_references AS r
                (killmail_id, hash, state, killmail_time, first_source, first_seen_at, public_since, public_source)
              SELECT k.killmail_id, k.hash, 'stored', k.killmail_time, 'repair', k.created_at, k.public_since, k.public_source
              FROM jsonb_to_recordset(${sqlJson(orphans)}::jsonb) AS x("killmailId" int, hash text, time timestamptz)
              JOIN killmails k ON k.killmail_time = x.time AND k.killmail_id = x."killmailId" AND k.hash = decode(x.hash, 'hex')
              ORDER BY 1, 2
              ON CONFLICT (killmail_id, hash) DO UPDATE SET state = 'stored', reason = NULL, killmail_time = excluded.killmail_time`;
          },
        };
      },
    },
    {
      name: "Every pending reference waits for its fetch",
      async find() {
        const forgotten = await unordered(deps);
        return {
          texts: forgotten.map(
            (one) => `${name(one)} is pending and nobody will fetch it`,
          ),
          heal: () => fetchAgain(deps, forgotten),
        };
      },
    },
  ];
}

export function name({ killmailId, hash }: Reference): string {
  return `Killmail ${killmailId} (${hash.slice(0, 8)})`;
}

/** The normal path from here: fetch, store, tell. What was left of a mail goes first, so that it can be stored. */
export async function fetchAgain(
  { database, outbox }: Pick<VerifyDeps, "database" | "outbox">,
  references: readonly Reference[],
  priority: Priority = "recent",
): Promise<void> {
  await database.transaction(async (tx) => {
    await setBack(tx, references);
    const orders = references.map(({ killmailId, hash }) => ({
      killmailId: Number(killmailId),
      hash,
    }));
    await outbox.addMany(tx, fetchKillmail, orders, { priority });
  });
  outbox.poke();
}

async function setBack(
  tx: Transaction,
  references: readonly Reference[],
): Promise<void> {
  const rows = sqlJson(references);
  await tx.$executeRaw`
    UPDATE killmail_references r SET state = 'pending', reason = NULL, killmail_time = NULL
    FROM jsonb_to_recordset(${rows}::jsonb) AS x("killmailId" int, hash text)
    WHERE r.killmail_id = x."killmailId" AND r.hash = decode(x.hash, 'hex') AND r.state = 'stored'`;
  await tx.$executeRaw`
    DELETE FROM killmail_involvements i
    USING jsonb_to_recordset(${rows}::jsonb) AS x("killmailId" int, hash text)
    WHERE i.killmail_id = x."killmailId" AND NOT EXISTS (
      SELECT 1 FROM killmails k WHERE k.killmail_time = i.killmail_time AND k.killmail_id = i.killmail_id)`;
}

/** Pending references without a living order; one that is a dead letter counts as none. */
async function unordered({ database }: VerifyDeps): Promise<Reference[]> {
  const { prisma } = database;
  const found: Reference[] = [];
  let after = { killmailId: id<KillmailId>(0), hash: "" };
  while (found.length < mostFindings) {
    const pending = await prisma.$queryRaw<Reference[]>`
      SELECT killmail_id AS "killmailId", encode(hash, 'hex') AS hash FROM killmail_references
      WHERE state = 'pending' AND (killmail_id, hash) > (${after.killmailId}::int, decode(${after.hash}, 'hex'))
      ORDER BY killmail_id, hash LIMIT ${mostFindings}`;
    const last = pending.at(-1);
    if (last === undefined) break;
    after = last;
    const lacking = await findUnordered(
      prisma,
      fetchKillmail,
      pending.map(({ killmailId, hash }) => ({ killmailId, hash })),
    );
    // Stored between the two looks, with the order gone: no longer pending.
    found.push(
      ...(await prisma.$queryRaw<Reference[]>`
        SELECT r.killmail_id AS "killmailId", encode(r.hash, 'hex') AS hash
        FROM jsonb_to_recordset(${sqlJson(lacking)}::jsonb) AS x("killmailId" int, hash text)
        JOIN killmail_references r ON r.killmail_id = x."killmailId" AND r.hash = decode(x.hash, 'hex')
        WHERE r.state = 'pending' ORDER BY 1, 2`),
    );
  }
  return found;
}

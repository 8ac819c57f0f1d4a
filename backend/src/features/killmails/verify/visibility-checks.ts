import { sqlJson } from "../../../platform/database/index.ts";
import type { Reference } from "../reference.ts";
import {
  appendVisibilityLog,
  type NewlyVisible,
} from "../store/append-visibility-log.ts";
import type { VerifyDeps } from "./create-ledger-checks.ts";
import { type LedgerCheck, mostFindings } from "./ledger-check.ts";
import { name } from "./reference-checks.ts";

/** What is public, and what subscribers were told. */
export function visibilityChecks(deps: VerifyDeps): readonly LedgerCheck[] {
  const { database, clock, killmails } = deps;
  const { prisma } = database;
  return [
    {
      name: "A mail is public exactly when its reference is",
      async find() {
        const torn = await prisma.$queryRaw<Reference[]>`
          SELECT k.killmail_id AS "killmailId", encode(k.hash, 'hex') AS hash FROM killmails k
          JOIN killmail_references r ON r.killmail_id = k.killmail_id AND r.hash = k.hash
          WHERE (k.public_since IS NULL) <> (r.public_since IS NULL)
          ORDER BY 1, 2 LIMIT ${mostFindings}`;
        return {
          texts: torn.map(
            (one) => `${name(one)} is public by half: mail and ledger disagree`,
          ),
          // Public is for good: whichever of the two says so is right.
          async heal() {
            const rows = sqlJson(torn);
            await database.transaction(async (tx) => {
              await tx.$executeRaw`
                UPDATE killmail_references r SET public_since = k.public_since, public_source = k.public_source
                FROM jsonb_to_recordset(${rows}::jsonb) AS x("killmailId" int, hash text), killmails k
                WHERE r.killmail_id = x."killmailId" AND r.hash = decode(x.hash, 'hex') AND r.public_since IS NULL
                  AND k.killmail_time = r.killmail_time AND k.killmail_id = r.killmail_id AND k.hash = r.hash
                  AND k.public_since IS NOT NULL`;
              await tx.$executeRaw`
                UPDATE killmails k SET public_since = r.public_since, public_source = r.public_source
                FROM jsonb_to_recordset(${rows}::jsonb) AS x("killmailId" int, hash text), killmail_references r
                WHERE r.killmail_id = x."killmailId" AND r.hash = decode(x.hash, 'hex') AND r.public_since IS NOT NULL
                  AND k.killmail_time = r.killmail_time AND k.killmail_id = r.killmail_id AND k.hash = r.hash
                  AND k.public_since IS NULL`;
            });
          },
        };
      },
    },
    {
      name: "Whoever may see a mail was told of it in the visibility log",
      async find() {
        const untold = await findUntold(deps);
        return {
          texts: untold.map(
            (one) =>
              `Killmail ${one.killmailId} is visible to ${whom(one)}, the log never said so`,
          ),
          async heal() {
            await database.transaction((tx) =>
              appendVisibilityLog(tx, untold, clock.now()),
            );
            await killmails.announce();
          },
        };
      },
    },
    {
      name: "The visibility log names mails that are here",
      async find() {
        const ghosts = await prisma.$queryRaw<
          { sequence: bigint; killmailId: number }[]
        >`
          SELECT l.sequence, l.killmail_id AS "killmailId" FROM visibility_log l
          WHERE NOT EXISTS (
              SELECT 1 FROM killmails k WHERE k.killmail_time = l.killmail_time AND k.killmail_id = l.killmail_id)
            AND NOT EXISTS (
              SELECT 1 FROM killmail_references r WHERE r.killmail_id = l.killmail_id AND r.state IN ('expired', 'pending'))
          ORDER BY 1 LIMIT ${mostFindings}`;
        return {
          texts: ghosts.map(
            ({ sequence, killmailId }) =>
              `Entry ${sequence} names killmail ${killmailId}, which is not here`,
          ),
          async heal() {
            await prisma.visibilityLog.deleteMany({
              where: { sequence: { in: ghosts.map((one) => one.sequence) } },
            });
          },
        };
      },
    },
  ];
}

/** A grant that ended while a mail was stored and lives again is found here too: telling it is what it waits for. */
function findUntold({ database }: VerifyDeps): Promise<NewlyVisible[]> {
  return database.prisma.$queryRaw<NewlyVisible[]>`
    WITH opened AS (
      SELECT k.killmail_id, k.killmail_time, NULL::bigint AS grant_id, NULL::bigint AS corporation_id
      FROM killmails k WHERE k.public_since IS NOT NULL AND k.is_history IS NOT TRUE
      UNION
      SELECT k.killmail_id, k.killmail_time, o.grant_id, NULL
      FROM observations o JOIN grants g ON g.id = o.grant_id AND g.ended_at IS NULL
      JOIN killmails k ON k.killmail_time = o.killmail_time AND k.killmail_id = o.killmail_id AND k.hash = o.hash
      WHERE k.public_since IS NULL
      UNION
      SELECT k.killmail_id, k.killmail_time, NULL, o.corporation_id
      FROM corporation_observations o
      JOIN killmails k ON k.killmail_time = o.killmail_time AND k.killmail_id = o.killmail_id AND k.hash = o.hash
      WHERE k.public_since IS NULL
    )
    SELECT o.killmail_id AS "killmailId", o.killmail_time AS "killmailTime", o.grant_id::float8 AS "grantId",
      o.corporation_id::float8 AS "corporationId"
    FROM opened o
    WHERE NOT EXISTS (
      SELECT 1 FROM visibility_log l
      WHERE l.killmail_id = o.killmail_id AND l.grant_id IS NOT DISTINCT FROM o.grant_id
        AND l.corporation_id IS NOT DISTINCT FROM o.corporation_id AND l.revision IS NULL)
    ORDER BY 2, 1, 3, 4 LIMIT ${mostFindings}`;
}

function whom({ grantId, corporationId }: NewlyVisible): string {
  if (grantId !== null) return `grant ${grantId}`;
  return corporationId === null
    ? "everybody"
    : `whom corporation ${corporationId} shows its mails`;
}

import { sqlJson } from "../../../platform/database/index.ts";
import type { Reference } from "../reference.ts";
import type { VerifyDeps } from "./create-ledger-checks.ts";
import { type LedgerCheck, mostFindings } from "./ledger-check.ts";
import { fetchAgain, name } from "./reference-checks.ts";

/** Who showed us what. */
export function observationChecks(deps: VerifyDeps): readonly LedgerCheck[] {
  const { database, clock } = deps;
  const { prisma } = database;
  return [
    {
      name: "Every observation is of a reference in the ledger",
      async find() {
        const orphans = await prisma.$queryRaw<Reference[]>`
          SELECT o.killmail_id AS "killmailId", encode(o.hash, 'hex') AS hash
          FROM (SELECT killmail_id, hash FROM observations UNION SELECT killmail_id, hash FROM corporation_observations) o
          WHERE NOT EXISTS (SELECT 1 FROM killmail_references r WHERE r.killmail_id = o.killmail_id AND r.hash = o.hash)
          ORDER BY 1, 2 LIMIT ${mostFindings}`;
        return {
          texts: orphans.map(
            (one) => `${name(one)} was observed, the ledger does not know it`,
          ),
          async heal() {
            await prisma.$executeRaw`
              INSERT INTO killmail_references (killmail_id, hash, state, first_source, first_seen_at)
              SELECT x."killmailId", decode(x.hash, 'hex'), 'pending', 'repair', ${clock.now()}
              FROM jsonb_to_recordset(${sqlJson(orphans)}::jsonb) AS x("killmailId" int, hash text)
              ORDER BY 1, 2 ON CONFLICT DO NOTHING`;
            await fetchAgain(deps, orphans);
          },
        };
      },
    },
    {
      name: "Every observation of a stored mail, and no other, has the mail's time",
      async find() {
        const wrong = await prisma.$queryRaw<Reference[]>`
          SELECT DISTINCT r.killmail_id AS "killmailId", encode(r.hash, 'hex') AS hash
          FROM (SELECT killmail_id, hash, killmail_time FROM observations
                UNION ALL SELECT killmail_id, hash, killmail_time FROM corporation_observations) o
          JOIN killmail_references r USING (killmail_id, hash)
          WHERE o.killmail_time IS DISTINCT FROM CASE WHEN r.state = 'stored' THEN r.killmail_time END
          ORDER BY 1, 2 LIMIT ${mostFindings}`;
        return {
          texts: wrong.map(
            (one) => `${name(one)} was observed at a wrong time`,
          ),
          async heal() {
            const rows = sqlJson(wrong);
            await prisma.$executeRaw`
              UPDATE observations o SET killmail_time = CASE WHEN r.state = 'stored' THEN r.killmail_time END
              FROM jsonb_to_recordset(${rows}::jsonb) AS x("killmailId" int, hash text)
              JOIN killmail_references r ON r.killmail_id = x."killmailId" AND r.hash = decode(x.hash, 'hex')
              WHERE o.killmail_id = r.killmail_id AND o.hash = r.hash`;
            await prisma.$executeRaw`
              UPDATE corporation_observations o SET killmail_time = CASE WHEN r.state = 'stored' THEN r.killmail_time END
              FROM jsonb_to_recordset(${rows}::jsonb) AS x("killmailId" int, hash text)
              JOIN killmail_references r ON r.killmail_id = x."killmailId" AND r.hash = decode(x.hash, 'hex')
              WHERE o.killmail_id = r.killmail_id AND o.hash = r.hash`;
          },
        };
      },
    },
  ];
}

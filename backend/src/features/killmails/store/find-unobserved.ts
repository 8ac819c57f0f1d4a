import type { GrantId } from "../../../kernel/index.ts";
import { type Db, sqlJson } from "../../../platform/database/index.ts";
import { referenceProblem, type Reference } from "../reference.ts";
import { findUnkept } from "./refused-references.ts";

/** Those of the references that the grant's own list never showed us, or that the ledger does not know. What no row can hold has to be kept apart, with the reason. */
export async function findUnobserved(
  db: Db,
  grantId: GrantId,
  references: readonly Reference[],
): Promise<Reference[]> {
  const isSound = (one: Reference) => referenceProblem(one) === null;
  const sound = references.filter(isSound);
  const odd = references.filter((one) => !isSound(one));
  const unobserved = await db.$queryRaw<Reference[]>`
    SELECT DISTINCT x."killmailId", x.hash
    FROM jsonb_to_recordset(${sqlJson(sound)}::jsonb) AS x("killmailId" int, hash text)
    WHERE NOT EXISTS (
      SELECT 1 FROM observations o JOIN killmail_references r USING (killmail_id, hash)
      WHERE o.killmail_id = x."killmailId" AND o.hash = decode(x.hash, 'hex') AND o.grant_id = ${grantId})
    ORDER BY 1, 2`;
  return [...unobserved, ...(await findUnkept(db, grantId, odd))];
}

import { type Db, Prisma, sqlJson } from "../../../platform/database/index.ts";
import type { RecordInput } from "../killmails.ts";
import { referenceProblem, type Reference } from "../reference.ts";
import { findUnkept } from "./refused-references.ts";

/** Those of the references that the list of the grant or the corporation never showed us, or that the ledger does not know. What no row can hold has to be kept apart, with the reason. */
export async function findUnobserved(
  db: Db,
  shownTo: Pick<RecordInput, "source" | "grantId" | "corporationId">,
  references: readonly Reference[],
): Promise<Reference[]> {
  const { grantId, corporationId } = shownTo;
  const isSound = (one: Reference) => referenceProblem(one) === null;
  const sound = references.filter(isSound);
  const odd = references.filter((one) => !isSound(one));
  const observed =
    corporationId === undefined
      ? Prisma.sql`SELECT killmail_id, hash FROM observations WHERE grant_id = ${grantId}`
      : Prisma.sql`SELECT killmail_id, hash FROM corporation_observations WHERE corporation_id = ${corporationId}`;
  const unobserved = await db.$queryRaw<Reference[]>`
    SELECT DISTINCT x."killmailId", x.hash
    FROM jsonb_to_recordset(${sqlJson(sound)}::jsonb) AS x("killmailId" int, hash text)
    WHERE NOT EXISTS (
      SELECT 1 FROM (${observed}) o JOIN killmail_references r USING (killmail_id, hash)
      WHERE o.killmail_id = x."killmailId" AND o.hash = decode(x.hash, 'hex'))
    ORDER BY 1, 2`;
  return [...unobserved, ...(await findUnkept(db, shownTo, odd))];
}

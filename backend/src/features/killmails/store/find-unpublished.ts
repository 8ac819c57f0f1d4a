import { type Db, sqlJson } from "../../../platform/database/index.ts";
import { referenceProblem, type Reference } from "../reference.ts";

/** Those of a public source's references that are not settled here as public mails: unknown, private so far, or still without a body. What no row can hold is always among them. */
export async function findUnpublished(
  db: Db,
  references: readonly Reference[],
): Promise<Reference[]> {
  const isSound = (one: Reference) => referenceProblem(one) === null;
  const unpublished = await db.$queryRaw<Reference[]>`
    SELECT x."killmailId", x.hash
    FROM jsonb_to_recordset(${sqlJson(references.filter(isSound))}::jsonb) AS x("killmailId" int, hash text)
    WHERE NOT EXISTS (
      SELECT 1 FROM killmail_references r
      WHERE r.killmail_id = x."killmailId" AND r.hash = decode(x.hash, 'hex')
        AND r.public_since IS NOT NULL AND r.state <> 'pending')
    ORDER BY 1, 2`;
  return [...unpublished, ...references.filter((one) => !isSound(one))];
}

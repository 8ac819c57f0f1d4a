import { sqlJson, type Transaction } from "../../../platform/database/index.ts";
import type { Reference } from "../reference.ts";

/** Of these references each other hash that the ledger has under the same id. There is one true hash of each mail. */
export async function findRivals(
  tx: Transaction,
  references: readonly Reference[],
): Promise<(Reference & { readonly known: string })[]> {
  return tx.$queryRaw<(Reference & { known: string })[]>`
    SELECT x."killmailId", x.hash, encode(r.hash, 'hex') AS known
    FROM jsonb_to_recordset(${sqlJson(references)}::jsonb) AS x("killmailId" int, hash text)
    JOIN killmail_references r ON r.killmail_id = x."killmailId" AND r.hash <> decode(x.hash, 'hex')
    ORDER BY 1, 2, 3`;
}

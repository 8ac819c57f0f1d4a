import type { KillmailId } from "../../../kernel/index.ts";
import {
  type Db,
  sqlJson,
  type Transaction,
} from "../../../platform/database/index.ts";
import type { StoredValue } from "../valuation.ts";

/** Of those of the mails that have been valued. */
export async function readValues(
  db: Db,
  killmailIds: readonly KillmailId[],
): Promise<Map<KillmailId, StoredValue>> {
  if (killmailIds.length === 0) return new Map();
  // Cents are below 2^53, see mostCents.
  const rows = await db.$queryRaw<StoredValue[]>`
    SELECT killmail_id AS "killmailId", version, revision, is_repriced AS "isRepriced", priced_at AS "pricedAt",
      hull::float8 AS hull, fitted::float8 AS fitted, destroyed::float8 AS destroyed, dropped::float8 AS dropped,
      coalesce(bay_destroyed, 0)::float8 AS "bayDestroyed", coalesce(bay_dropped, 0)::float8 AS "bayDropped",
      coalesce(zkillboard_total, destroyed + dropped)::float8 AS "zkillboardTotal", unpriced, labels::float8 AS labels,
      points, ganked_by AS "gankedBy", padding_of AS "paddingOf"
    FROM killmail_values WHERE killmail_id = ANY(${killmailIds}::int[])`;
  return new Map(rows.map((row) => [row.killmailId, row]));
}

/** Writes them, over what is there of the same mails. The mails are held meanwhile, so nobody else writes theirs. */
export async function writeValues(
  tx: Transaction,
  values: readonly StoredValue[],
): Promise<void> {
  if (values.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO killmail_values (killmail_id, version, revision, is_repriced, priced_at, hull, fitted, destroyed, dropped,
      bay_destroyed, bay_dropped, zkillboard_total, unpriced, labels, points, ganked_by, padding_of)
    SELECT x."killmailId", x.version, x.revision, x."isRepriced", x."pricedAt", x.hull, x.fitted, x.destroyed, x.dropped,
      nullif(x."bayDestroyed", 0), nullif(x."bayDropped", 0), nullif(x."zkillboardTotal", x.destroyed + x.dropped), x.unpriced,
      x.labels, x.points, x."gankedBy", x."paddingOf"
    FROM jsonb_to_recordset(${sqlJson(values)}::jsonb) AS x("killmailId" int, version smallint, revision smallint,
      "isRepriced" boolean, "pricedAt" timestamptz, hull bigint, fitted bigint, destroyed bigint, dropped bigint,
      "bayDestroyed" bigint, "bayDropped" bigint, "zkillboardTotal" bigint, unpriced int, labels bigint, points int,
      "gankedBy" int, "paddingOf" int)
    ON CONFLICT (killmail_id) DO UPDATE SET version = excluded.version, revision = excluded.revision,
      is_repriced = excluded.is_repriced, priced_at = excluded.priced_at, hull = excluded.hull, fitted = excluded.fitted,
      destroyed = excluded.destroyed, dropped = excluded.dropped, bay_destroyed = excluded.bay_destroyed,
      bay_dropped = excluded.bay_dropped, zkillboard_total = excluded.zkillboard_total, unpriced = excluded.unpriced,
      labels = excluded.labels, points = excluded.points, ganked_by = excluded.ganked_by, padding_of = excluded.padding_of`;
}

export async function forgetValues(
  tx: Transaction,
  killmailIds: readonly KillmailId[],
): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM killmail_values WHERE killmail_id = ANY(${killmailIds}::int[])`;
}

import { type CorporationId, type GrantId, id } from "../../../kernel/index.ts";
import { type Db, sqlJson } from "../../../platform/database/index.ts";
import type { Audience, Membership } from "../killmails.ts";

/** Who has changed corporation is no director there before the role was read anew. Grants that are gone meanwhile are left out. Of two transactions that note the same the second learns of the first's. */
export async function noteMembers(
  db: Db,
  members: readonly Membership[],
): Promise<Map<GrantId, CorporationId>> {
  if (members.length === 0) return new Map();
  const rows = [...members].sort((a, b) => a.grantId - b.grantId);
  const before = await db.$queryRaw<
    { grantId: GrantId; corporationId: CorporationId }[]
  >`
    SELECT grant_id::float8 AS "grantId", corporation_id::float8 AS "corporationId" FROM corporation_members
    WHERE grant_id = ANY(${rows.map(({ grantId }) => grantId)}::bigint[]) ORDER BY grant_id FOR UPDATE`;
  await db.$executeRaw`
    INSERT INTO corporation_members AS m (grant_id, corporation_id, is_director, checked_at)
    SELECT x."grantId", x."corporationId", FALSE, x."checkedAt"
    FROM jsonb_to_recordset(${sqlJson(rows)}::jsonb) AS x("grantId" bigint, "corporationId" bigint, "checkedAt" timestamptz)
    JOIN grants g ON g.id = x."grantId"
    ORDER BY 1
    ON CONFLICT (grant_id) DO UPDATE SET corporation_id = excluded.corporation_id, checked_at = excluded.checked_at,
      is_director = m.is_director AND m.corporation_id = excluded.corporation_id`;
  return new Map(
    before.map(({ grantId, corporationId }) => [grantId, corporationId]),
  );
}

/** Of the corporation that is meant, when one is given: who has moved meanwhile is nothing in the new one by it. */
export async function noteDirector(
  db: Db,
  grantId: GrantId,
  isDirector: boolean,
  corporationId?: CorporationId,
): Promise<void> {
  const where = {
    grantId,
    ...(corporationId !== undefined && { corporationId }),
  };
  await db.corporationMember.updateMany({ where, data: { isDirector } });
}

export async function forgetMember(
  db: Db,
  grantId: GrantId,
  before: Date,
): Promise<void> {
  await db.corporationMember.deleteMany({
    where: { grantId, checkedAt: { lte: before } },
  });
}

export async function readMemberships(
  db: Db,
  grantIds: readonly GrantId[],
): Promise<Map<GrantId, Membership>> {
  const rows = await db.corporationMember.findMany({
    where: { grantId: { in: [...grantIds] } },
  });
  return new Map(
    rows.map(({ grantId, corporationId, checkedAt }) => {
      const key = id<GrantId>(grantId);
      const corporation = id<CorporationId>(corporationId);
      return [key, { grantId: key, corporationId: corporation, checkedAt }];
    }),
  );
}

export async function readAudience(
  db: Db,
  corporationId: CorporationId,
): Promise<Audience> {
  const row = await db.corporationSetting.findUnique({
    where: { corporationId },
  });
  return row?.audience === "members" ? "members" : "directors";
}

export async function writeAudience(
  db: Db,
  corporationId: CorporationId,
  audience: Audience,
  now: Date,
): Promise<void> {
  const chosen = { audience, updatedAt: now };
  await db.corporationSetting.upsert({
    where: { corporationId },
    create: { corporationId, ...chosen },
    update: chosen,
  });
}

import type { KillmailId } from "../../kernel/index.ts";
import {
  type Db,
  Prisma,
  sqlJson,
  type Transaction,
} from "../../platform/database/index.ts";
import type {
  Figures,
  ReferenceFigures,
  SaidFigures,
} from "./zkillboard-figures.ts";

/**
 * Keeps what zKillboard said; of two things said of one reference the later one stays, whichever comes first; of what the
 * site's retention has closed nothing. Returns the mails of which something else is said now than before. References are locked in order of id and hash.
 */
export async function keepFigures(
  tx: Transaction,
  said: readonly SaidFigures[],
): Promise<KillmailId[]> {
  const newest = newestOfEach(said);
  if (newest.size === 0) return [];
  const ids = [...newest.values()].map(({ reference }) => reference.killmailId);
  const known = new Map(
    (await readRows(tx, ids, true)).map((row) => [keyOf(row), row]),
  );
  const changed: SaidFigures[] = [];
  const newer: SaidFigures[] = [];
  for (const [key, one] of newest) {
    const before = known.get(key);
    if (before !== undefined && before.updatedAt > one.saidAt) continue;
    newer.push(one);
    if (before === undefined || !isSame(before, one.figures)) changed.push(one);
  }
  await writeRows(tx, newer);
  return changed.map(({ reference }) => reference.killmailId);
}

/** Removes what was said of these mails, under whatever hash. */
export async function removeFigures(
  tx: Transaction,
  killmailIds: readonly KillmailId[],
): Promise<void> {
  await tx.$executeRaw`DELETE FROM zkillboard_figures WHERE killmail_id = ANY(${killmailIds}::int[])`;
}

export async function readFiguresOf(
  db: Db,
  killmailIds: readonly KillmailId[],
): Promise<ReferenceFigures[]> {
  return killmailIds.length === 0 ? [] : readRows(db, killmailIds, false);
}

async function readRows(
  db: Db,
  killmailIds: readonly KillmailId[],
  isLocked: boolean,
): Promise<ReferenceFigures[]> {
  const rows = await db.$queryRaw<ReferenceFigures[]>`
    SELECT killmail_id AS "killmailId", encode(hash, 'hex') AS hash, total_value::text AS "totalValueIsk",
      fitted_value::text AS "fittedValueIsk", dropped_value::text AS "droppedValueIsk",
      destroyed_value::text AS "destroyedValueIsk", points, location_id::float8 AS "locationId",
      is_npc AS "isNpc", is_solo AS "isSolo", is_awox AS "isAwox", labels, updated_at AS "updatedAt"
    FROM zkillboard_figures WHERE killmail_id = ANY(${killmailIds}::int[])
    ORDER BY killmail_id, hash
    ${isLocked ? Prisma.sql`FOR UPDATE` : Prisma.empty}`;
  return rows;
}

async function writeRows(
  tx: Transaction,
  said: readonly SaidFigures[],
): Promise<void> {
  if (said.length === 0) return;
  const rows = said.map(({ reference, figures, saidAt }) => ({
    ...reference,
    ...figures,
    saidAt,
  }));
  await tx.$executeRaw`
    INSERT INTO zkillboard_figures (killmail_id, hash, total_value, fitted_value, dropped_value, destroyed_value, points,
      location_id, is_npc, is_solo, is_awox, labels, updated_at)
    SELECT x."killmailId", decode(x.hash, 'hex'), x."totalValueIsk", x."fittedValueIsk", x."droppedValueIsk",
      x."destroyedValueIsk", x.points, x."locationId", x."isNpc", x."isSolo", x."isAwox",
      ARRAY(SELECT jsonb_array_elements_text(x.labels)), x."saidAt"
    FROM jsonb_to_recordset(${sqlJson(rows)}::jsonb) AS x("killmailId" int, hash text, "totalValueIsk" numeric,
      "fittedValueIsk" numeric, "droppedValueIsk" numeric, "destroyedValueIsk" numeric, points int, "locationId" bigint,
      "isNpc" boolean, "isSolo" boolean, "isAwox" boolean, labels jsonb, "saidAt" timestamptz)
    WHERE NOT EXISTS (SELECT FROM killmail_references r
      WHERE r.killmail_id = x."killmailId" AND r.hash = decode(x.hash, 'hex') AND r.state = 'expired')
    ORDER BY 1, 2
    ON CONFLICT (killmail_id, hash) DO UPDATE SET total_value = excluded.total_value, fitted_value = excluded.fitted_value,
      dropped_value = excluded.dropped_value, destroyed_value = excluded.destroyed_value, points = excluded.points,
      location_id = excluded.location_id, is_npc = excluded.is_npc, is_solo = excluded.is_solo, is_awox = excluded.is_awox,
      labels = excluded.labels, updated_at = excluded.updated_at
    WHERE zkillboard_figures.updated_at <= excluded.updated_at`;
}

function newestOfEach(said: readonly SaidFigures[]): Map<string, SaidFigures> {
  const newest = new Map<string, SaidFigures>();
  for (const one of said) {
    const key = keyOf(one.reference);
    const other = newest.get(key);
    if (other === undefined || other.saidAt <= one.saidAt) newest.set(key, one);
  }
  return newest;
}

function isSame(one: Figures, other: Figures): boolean {
  return (
    one.totalValueIsk === other.totalValueIsk &&
    one.fittedValueIsk === other.fittedValueIsk &&
    one.droppedValueIsk === other.droppedValueIsk &&
    one.destroyedValueIsk === other.destroyedValueIsk &&
    one.points === other.points &&
    one.locationId === other.locationId &&
    one.isNpc === other.isNpc &&
    one.isSolo === other.isSolo &&
    one.isAwox === other.isAwox &&
    one.labels.join("\n") === other.labels.join("\n")
  );
}

function keyOf({ killmailId, hash }: SaidFigures["reference"]): string {
  return `${killmailId} ${hash}`;
}

import type { Clock, Logger, Priority } from "../../kernel/index.ts";
import type { Database, Db } from "../../platform/database/index.ts";
import { type Esi, EsiRefusedError } from "../../platform/esi/index.ts";

/** One run's share. */
const typesPerRun = 100;
const atOnce = 10;
/** Of the 100 errors ESI allows in a minute; others ask as well. */
const mostRefusals = 10;

interface Deps {
  readonly database: Database;
  readonly clock: Clock;
  readonly esi: Pick<Esi, "type" | "group">;
}

interface Described {
  readonly typeId: number;
  readonly name: string;
  readonly groupId: number;
  readonly categoryId: number;
  readonly marketGroupId: number | null;
  readonly isPublished: boolean;
  readonly attributes: readonly { id: number; value: number }[];
  readonly effectIds: readonly number[];
}

/**
 * Asks ESI for group, category and dogma of types that mails have named and the build in use does not have, ten at a time.
 * Without any build nothing is asked: its import is on its way, and knows more. Returns whether there are more.
 */
export async function describeTypes(
  { database, clock, esi }: Deps,
  { priority, log }: { priority: Priority; log: Logger },
): Promise<boolean> {
  const { prisma } = database;
  const ids = await readUndescribed(prisma);
  let refusals = 0;
  const left = [...ids];
  const work = async () => {
    for (let id = left.shift(); id !== undefined; id = left.shift()) {
      if (refusals >= mostRefusals) return;
      const described = await describe(prisma, esi, id, priority);
      if (described !== null) {
        await writeDescribed(prisma, described, clock.now());
        continue;
      }
      refusals++;
      log.warn({ typeId: id }, "ESI names this type and does not describe it");
      // Looked at again when a mail names it a day later.
      await prisma.itemType.updateMany({
        where: { id },
        data: { missingAt: clock.now() },
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return ids.length === typesPerRun;
}

async function readUndescribed(db: Db): Promise<number[]> {
  const rows = await db.$queryRaw<{ id: number }[]>`
    SELECT i.id FROM item_types i
     WHERE i.learnt_at IS NOT NULL AND i.missing_at IS NULL AND EXISTS (SELECT FROM static_builds)
       AND NOT EXISTS (SELECT FROM static_types t WHERE t.id = i.id)
       AND NOT EXISTS (SELECT FROM learnt_types l WHERE l.type_id = i.id)
     ORDER BY i.created_at, i.id LIMIT ${typesPerRun}`;
  return rows.map(({ id }) => id);
}

/** Null when ESI does not know the id. */
async function describe(
  db: Db,
  esi: Deps["esi"],
  typeId: number,
  priority: Priority,
): Promise<Described | null> {
  try {
    const { body } = await esi.type(typeId, priority);
    const groupId = body.group_id;
    const group = await db.staticGroup.findUnique({ where: { id: groupId } });
    const categoryId =
      group?.categoryId ??
      (await esi.group(groupId, priority)).body.category_id;
    return {
      typeId,
      name: body.name,
      groupId,
      categoryId,
      marketGroupId: body.market_group_id ?? null,
      isPublished: body.published,
      attributes: body.dogma_attributes.map(({ attribute_id, value }) => ({
        id: attribute_id,
        value,
      })),
      effectIds: body.dogma_effects.map(({ effect_id }) => effect_id),
    };
  } catch (error) {
    if (error instanceof EsiRefusedError && error.status === 404) return null;
    throw error;
  }
}

async function writeDescribed(
  db: Db,
  { typeId, attributes, effectIds, ...type }: Described,
  now: Date,
): Promise<void> {
  const data = {
    ...type,
    lowerName: type.name.toLowerCase(),
    attributeIds: attributes.map(({ id }) => id),
    attributeValues: attributes.map(({ value }) => value),
    effectIds: [...effectIds],
    learntAt: now,
  };
  await db.learntType.upsert({
    where: { typeId },
    create: { typeId, ...data },
    update: data,
  });
}

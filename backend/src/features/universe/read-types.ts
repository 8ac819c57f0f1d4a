import { id, type TypeId } from "../../kernel/index.ts";
import type { Db } from "../../platform/database/index.ts";
import { keepable } from "./store.ts";
import type { ItemType } from "./universe.ts";

/** What the static data say, else what was learnt from ESI. */
export async function readTypes(
  db: Db,
  ids: readonly TypeId[],
): Promise<Map<TypeId, ItemType>> {
  const rows = await db.$queryRaw<
    {
      id: number;
      name: string | null;
      groupId: number | null;
      groupName: string | null;
      categoryId: number | null;
      categoryName: string | null;
    }[]
  >`
    SELECT x.id, coalesce(t.name, i.name) AS name, coalesce(t.group_id, l.group_id) AS "groupId", g.name AS "groupName",
           coalesce(g.category_id, l.category_id) AS "categoryId", c.name AS "categoryName"
      FROM unnest(${keepable(ids)}::int[]) AS x(id)
      LEFT JOIN static_types t ON t.id = x.id
      LEFT JOIN item_types i ON i.id = x.id
      LEFT JOIN learnt_types l ON l.type_id = x.id
      LEFT JOIN static_groups g ON g.id = coalesce(t.group_id, l.group_id)
      LEFT JOIN static_categories c ON c.id = coalesce(g.category_id, l.category_id)
     WHERE t.id IS NOT NULL OR i.id IS NOT NULL`;
  return new Map(
    rows.map((row) => [
      id<TypeId>(row.id),
      {
        id: id<TypeId>(row.id),
        name: row.name,
        group: named(row.groupId, row.groupName),
        category: named(row.categoryId, row.categoryName),
      },
    ]),
  );
}

function named(groupId: number | null, name: string | null) {
  return groupId === null ? null : { id: groupId, name };
}

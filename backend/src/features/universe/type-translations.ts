import { id, type TypeId } from "../../kernel/index.ts";
import type { Db } from "../../platform/database/index.ts";
import type { Language } from "./static-data/fields.ts";
import { keepable } from "./store.ts";

/** `Universe.translations`. */
export async function typeTranslations(
  db: Db,
  ids: readonly TypeId[],
  language: Language,
): Promise<Map<TypeId, string>> {
  const rows = await db.staticTypeName.findMany({
    where: { typeId: { in: keepable(ids) }, language },
    select: { typeId: true, name: true },
  });
  return new Map(rows.map(({ typeId, name }) => [id<TypeId>(typeId), name]));
}

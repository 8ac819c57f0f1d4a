import type { TypeId } from "../../kernel/index.ts";
import { id } from "../../kernel/index.ts";
import { type Db } from "../../platform/database/index.ts";

/** A type that bears a name that was asked for. */
export interface NamedType {
  readonly typeId: TypeId;
  /** Whose name it is: de, en, es, fr, ja, ko, ru or zh. A name that is the same as in English counts as English. */
  readonly language: string;
  /** As it is written. */
  readonly name: string;
  readonly isPublished: boolean;
}

/** `Universe.typesNamed`. */
export async function typesNamed(
  db: Db,
  names: readonly string[],
): Promise<Map<string, readonly NamedType[]>> {
  const wanted = [...new Set(names.map((name) => name.toLowerCase()))];
  const rows = await db.$queryRaw<
    {
      lowerName: string;
      typeId: number;
      language: string;
      name: string;
      isPublished: boolean;
    }[]
  >`
    SELECT n.lower_name AS "lowerName", n.type_id AS "typeId", n.language, n.name, t.is_published AS "isPublished"
      FROM static_type_names n JOIN static_types t ON t.id = n.type_id
     WHERE n.lower_name = ANY(${wanted}::text[])
     UNION ALL
    SELECT l.lower_name, l.type_id, 'en', l.name, l.is_published FROM learnt_types l
     WHERE l.lower_name = ANY(${wanted}::text[]) AND NOT EXISTS (SELECT FROM static_types t WHERE t.id = l.type_id)
     ORDER BY 4, 2`;
  const found = Map.groupBy(rows, ({ lowerName }) => lowerName);
  return new Map(
    [...found].map(([lowerName, types]) => [
      lowerName,
      types.map(({ typeId, language, name, isPublished }) => ({
        typeId: id<TypeId>(typeId),
        language,
        name,
        isPublished,
      })),
    ]),
  );
}

import { type Db, Prisma } from "../../../platform/database/index.ts";

/** Of a type, as the tables have it. */
export interface TypeRow {
  id: number;
  name: string;
  groupId: number;
  categoryId: number;
  marketGroupId: number | null;
  metaGroupId: number | null;
  isPublished: boolean;
  basePrice: number | null;
}

export interface DogmaRow {
  id: number;
  attributeIds: number[];
  attributeValues: number[];
  effectIds: number[];
}

export interface RecipeRow {
  blueprintTypeId: number;
  productTypeId: number;
  productQuantity: number;
  materialTypeIds: number[];
  materialQuantities: number[];
}

export interface SystemRow {
  id: number;
  name: string;
  constellationId: number;
  regionId: number;
  security: number;
  wormholeClassId: number | null;
}

/** What `facts` are worth: when it is another one, they have to be read anew. */
export async function readVersion(
  db: Db,
): Promise<{ buildNumber: number | null; key: string; learntKey: string }> {
  const [row] = await db.$queryRaw<
    [
      {
        buildNumber: number | null;
        importedAt: Date | null;
        learnt: bigint;
        learntAt: Date | null;
      },
    ]
  >`
    SELECT (SELECT build_number FROM static_builds) AS "buildNumber",
           (SELECT imported_at FROM static_builds) AS "importedAt",
           count(*) AS learnt, max(learnt_at) AS "learntAt" FROM learnt_types`;
  return {
    buildNumber: row.buildNumber,
    key: `${row.buildNumber} ${row.importedAt?.getTime()}`,
    learntKey: `${row.learnt} ${row.learntAt?.getTime()}`,
  };
}

/** Rows are read so many at a time: all at once would take several times the memory that is kept of them. */
const pageRows = 5_000;

export async function* readTypePages(db: Db): AsyncGenerator<TypeRow[]> {
  yield* pages(
    (after) => db.$queryRaw<TypeRow[]>`
    SELECT t.id, t.name, t.group_id AS "groupId", g.category_id AS "categoryId", t.market_group_id AS "marketGroupId",
           t.meta_group_id AS "metaGroupId", t.is_published AS "isPublished", t.base_price AS "basePrice"
      FROM static_types t JOIN static_groups g ON g.id = t.group_id
     WHERE t.id > ${after} ORDER BY t.id LIMIT ${pageRows}`,
  );
}

export async function* readDogmaPages(db: Db): AsyncGenerator<DogmaRow[]> {
  yield* pages(
    (after) => db.$queryRaw<DogmaRow[]>`
    SELECT type_id AS id, attribute_ids AS "attributeIds", attribute_values AS "attributeValues", effect_ids AS "effectIds"
      FROM static_type_dogma WHERE type_id > ${after} ORDER BY type_id LIMIT ${pageRows}`,
  );
}

async function* pages<Row extends { id: number }>(
  read: (after: number) => Promise<Row[]>,
): AsyncGenerator<Row[]> {
  // Ids may be 0, and of attributes even less.
  for (let after = -(2 ** 31); ;) {
    const rows = await read(after);
    yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageRows) return;
    after = last.id;
  }
}

/** How things are manufactured; of several blueprints for one product the published one with the lowest id comes first. */
export function readRecipes(db: Db): Promise<RecipeRow[]> {
  return db.$queryRaw<RecipeRow[]>`
    SELECT r.blueprint_type_id AS "blueprintTypeId", r.product_type_id AS "productTypeId", r.product_quantity AS "productQuantity",
           r.material_type_ids AS "materialTypeIds", r.material_quantities AS "materialQuantities"
      FROM static_recipes r LEFT JOIN static_types t ON t.id = r.blueprint_type_id
     ORDER BY coalesce(t.is_published, false) DESC, r.blueprint_type_id`;
}

/** The class of a system is its own, else its constellation's, else its region's. */
export const systemClass = Prisma.sql`coalesce(s.wormhole_class_id, c.wormhole_class_id, r.wormhole_class_id)`;

export function readSystemFacts(db: Db): Promise<SystemRow[]> {
  return db.$queryRaw<SystemRow[]>`
    SELECT s.id, s.name, s.constellation_id AS "constellationId", s.region_id AS "regionId", s.security,
           ${systemClass} AS "wormholeClassId"
      FROM static_systems s
      LEFT JOIN static_constellations c ON c.id = s.constellation_id
      LEFT JOIN static_regions r ON r.id = s.region_id`;
}

/** Types the build does not have, as ESI told of them. */
export function readLearnt(db: Db): Promise<(TypeRow & DogmaRow)[]> {
  return db.$queryRaw<(TypeRow & DogmaRow)[]>`
    SELECT l.type_id AS id, l.name, l.group_id AS "groupId", l.category_id AS "categoryId",
           l.market_group_id AS "marketGroupId", NULL::int AS "metaGroupId", l.is_published AS "isPublished",
           NULL::float8 AS "basePrice", l.attribute_ids AS "attributeIds", l.attribute_values AS "attributeValues",
           l.effect_ids AS "effectIds"
      FROM learnt_types l WHERE NOT EXISTS (SELECT FROM static_types t WHERE t.id = l.type_id)`;
}

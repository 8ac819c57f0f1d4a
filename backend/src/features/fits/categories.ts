/** The game's item categories that decide where a thing goes on a ship (`categories.jsonl` of the static data). */
export const category = {
  ship: 6,
  module: 7,
  charge: 8,
  drone: 18,
  implant: 20,
  deployable: 22,
  starbase: 23,
  sovereignty: 40,
  orbital: 46,
  subsystem: 32,
  structure: 65,
  structureModule: 66,
  fighter: 87,
} as const;

/** Boosters are implants by category; their group tells them apart. */
export const boosterGroup = 303;

const hulls: ReadonlySet<number> = new Set([
  category.ship,
  category.structure,
  category.deployable,
  category.starbase,
  category.sovereignty,
  category.orbital,
  category.drone,
  category.fighter,
]);

/** What killmails name as lost, and a fit may be of. */
export const isHull = (categoryId: number): boolean => hulls.has(categoryId);

const fitted: ReadonlySet<number> = new Set([
  category.module,
  category.subsystem,
  category.structureModule,
]);

export const isFitted = (categoryId: number): boolean => fitted.has(categoryId);

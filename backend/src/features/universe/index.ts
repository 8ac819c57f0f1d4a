export { createUniverse } from "./create-universe.ts";
export type {
  NearestCelestial,
  Position as CelestialPosition,
} from "./nearest-celestial.ts";
export { type SpaceKind, spaceKind, wormholeClass } from "./space-kind.ts";
export type {
  ImportRequest,
  ImportResult,
} from "./static-data/import-static-data.ts";
export type { LoadProgress } from "./static-data/load-archive.ts";
export {
  checkStaticData,
  learnSystems,
  learnTypes,
  noteUniverse,
  universeListeners,
} from "./tasks.ts";
export type {
  BuildRecipe,
  FittingSlot,
  StaticFacts,
  SystemFacts,
  TypeFacts,
} from "./type-facts.ts";
export type { NamedType } from "./types-named.ts";
export type { ItemType, SolarSystem, Universe } from "./universe.ts";

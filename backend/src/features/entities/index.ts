export { createEntities } from "./create-entities.ts";
export type { Entities, Entity, EntityKind, Found } from "./entities.ts";
export {
  entityListeners,
  noteEntities,
  resolveAlliances,
  resolveCharacters,
  resolveCorporations,
} from "./tasks.ts";

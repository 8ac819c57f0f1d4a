export { createUniverse } from "./create-universe.ts";
export {
  learnSystems,
  learnTypes,
  noteUniverse,
  universeListeners,
} from "./tasks.ts";
export type { ItemType, SolarSystem, Universe } from "./universe.ts";

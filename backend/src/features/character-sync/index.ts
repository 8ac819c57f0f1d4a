export {
  type CharacterSync,
  linkedCharacterChannel,
  type SyncState,
  type SyncView,
} from "./character-sync.ts";
export { createCharacterSync } from "./create-character-sync.ts";
export type { CharacterSyncDeps } from "./deps.ts";
export { characterMoved, type CharacterMoved } from "./events.ts";
export { checkCharacter, syncCharacterKillmails } from "./tasks.ts";

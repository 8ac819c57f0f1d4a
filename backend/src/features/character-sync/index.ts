export {
  type CharacterSync,
  linkedCharacterChannel,
  type QueueOptions,
  type SyncState,
  type SyncView,
  type TokenCount,
} from "./character-sync.ts";
export { characterSyncMetrics } from "./character-sync-metrics.ts";
export { createCharacterSync } from "./create-character-sync.ts";
export type { CharacterSyncDeps } from "./deps.ts";
export {
  checkCharacter,
  refreshAffiliations,
  syncCharacterKillmails,
} from "./tasks.ts";
export { characterMoved, type CharacterMoved } from "./whereabouts/events.ts";
export type { Whereabouts } from "./whereabouts/note-whereabouts.ts";
// What is the same for every killmail list of ESI's.
export { scopeMissing } from "./killmail-scope.ts";
export {
  compareWithList,
  type ListComparison,
  notCompared,
} from "./compare-with-list.ts";
export { doomheim } from "./whereabouts/note-gone.ts";
export { dueAt } from "./due-at.ts";
export { listMetrics } from "./list-metrics.ts";
export { listMessages } from "./list-messages.ts";
export { nextSyncAt } from "./next-sync-at.ts";
export { standsStill } from "./stands-still.ts";
export { isTokenRefused } from "./token-refused.ts";
export {
  type KillmailList,
  type Tally,
  walkList,
  type WalkStep,
} from "./walk-list.ts";
export { withToken } from "./with-token.ts";

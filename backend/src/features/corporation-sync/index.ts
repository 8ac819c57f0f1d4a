export { corporationScopes } from "./corporation-scopes.ts";
export type {
  CorporationSync,
  CorporationSyncView,
} from "./corporation-sync.ts";
export { corporationSyncMetrics } from "./corporation-sync-metrics.ts";
export { createCorporationSync } from "./create-corporation-sync.ts";
export type { CorporationSyncDeps } from "./deps.ts";
export {
  checkDirector,
  corporationListeners,
  switchOffMover,
  syncCorporationKillmails,
} from "./tasks.ts";

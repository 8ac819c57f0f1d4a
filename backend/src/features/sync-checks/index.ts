export type {
  NewSyncCheck,
  SyncCheck,
  SyncResult,
  SyncSubject,
} from "./sync-check.ts";
export { noteCheck, readChecks } from "./store.ts";

export { byKey, listKey } from "./list-key.ts";
export { addSyncChecks, type SyncCheckTypes } from "./sync-check-types.ts";

export type {
  Asker,
  Backfill,
  BackfillState,
  ZkillboardBackfill,
} from "./zkillboard-backfill.ts";
export { createZkillboardBackfill } from "./create-zkillboard-backfill.ts";

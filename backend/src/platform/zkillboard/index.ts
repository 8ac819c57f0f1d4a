export { createZkillboard } from "./rest/create-zkillboard.ts";
export {
  type Zkillboard,
  type ZkillboardEntity,
  type ZkillboardMail,
  type ZkillboardPage,
  ZkillboardRefusedError,
} from "./rest/zkillboard.ts";
export { createR2z2 } from "./r2z2/create-r2z2.ts";
export {
  type R2z2,
  type R2z2Entry,
  R2z2Error,
  type R2z2Trouble,
} from "./r2z2/r2z2.ts";

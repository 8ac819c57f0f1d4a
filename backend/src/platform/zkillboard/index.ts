export { createZkillboard } from "./rest/create-zkillboard.ts";
export {
  type Zkillboard,
  type ZkillboardEntity,
  type ZkillboardMail,
  type ZkillboardPage,
  ZkillboardRefusedError,
} from "./rest/zkillboard.ts";

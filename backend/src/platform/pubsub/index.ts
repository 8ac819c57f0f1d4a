export { createPubSub } from "./create-pubsub.ts";
export type { PubSub } from "./pubsub.ts";
export { tell } from "./tell.ts";

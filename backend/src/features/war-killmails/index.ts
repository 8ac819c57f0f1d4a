export { createWarKillmails } from "./create-war-killmails.ts";
export type { WarKillmails, WarProgress } from "./war-killmails.ts";

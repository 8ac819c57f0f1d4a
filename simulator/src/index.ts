export type { RequestRecord } from "./http/request-record.ts";
export type {
  Simulator,
  SimulatorOptions,
  SimulatorServices,
} from "./simulator.ts";
export { startSimulator } from "./start-simulator.ts";
export type { PartialKillmail } from "./world/complete-killmail.ts";
export type { Killmail } from "./world/killmail.ts";
export { killmailHash } from "./world/killmail-hash.ts";

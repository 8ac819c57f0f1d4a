export type { FaultScript } from "./faults/fault.ts";
export type { RequestRecord } from "./http/request-record.ts";
export type {
  Simulator,
  SimulatorOptions,
  SimulatorServices,
} from "./simulator.ts";
export type { ReplayOptions } from "./world/replayed-world.ts";
export type { Sample } from "./world/sample-recipients.ts";
export type { Thrift } from "./http/thrift.ts";
export { startSimulator } from "./start-simulator.ts";
export type { PartialKillmail } from "./world/complete-killmail.ts";
export type { Killmail } from "./world/killmail.ts";
export { killmailHash } from "./world/killmail-hash.ts";
export type { MemberRows } from "./static-data/static-data-members.ts";
export { writeArchive as writeStaticDataArchive } from "./static-data/write-archive.ts";

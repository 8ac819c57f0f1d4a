export { createEveref } from "./create-everef.ts";
export {
  type ArchiveOffer,
  type ArchiveSource,
  archivesInFolder,
  downloadedArchives,
} from "./day-archives.ts";
export { createDayFetcher, type DayFetcher } from "./fetch-days.ts";
export { planDays, type PlannedDay } from "./plan-days.ts";
export type { Day, Everef, KeptArchive, PublishedDays } from "./everef.ts";

export { createHistory } from "./create-history.ts";
export { type HistoryDay, readHistoryDays } from "./days/store.ts";
export type {
  DaysReport,
  History,
  ImportCounts,
  ImportOptions,
  ImportProgress,
  ImportReport,
} from "./history.ts";

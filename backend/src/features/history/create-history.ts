import type { History } from "./history.ts";
import { importDays, type ImportDaysDeps } from "./import/import-days.ts";
import { importFiles } from "./import/import-files.ts";

export function createHistory(deps: ImportDaysDeps): History {
  return {
    importFiles: (paths, options) => importFiles(deps, paths, options),
    importDays: (days, options = {}) => importDays(deps, days, options),
  };
}

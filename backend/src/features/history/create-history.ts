import type { History } from "./history.ts";
import { explainFullDisk } from "./import/full-disk.ts";
import { importDays, type ImportDaysDeps } from "./import/import-days.ts";
import { importFiles } from "./import/import-files.ts";

export function createHistory(deps: ImportDaysDeps): History {
  return {
    importFiles: (paths, options) =>
      explainFullDisk(importFiles(deps, paths, options)),
    importDays: (days, options = {}) =>
      explainFullDisk(importDays(deps, days, options)),
  };
}

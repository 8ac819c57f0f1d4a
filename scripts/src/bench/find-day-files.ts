import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { RejectedError } from "@killreport/backend/kernel/index.ts";
import { projectFolder } from "@killreport/backend/platform/config/index.ts";

/** Where real killmails lie when nothing else is said: beside the project, or at KILLREPORT_DATA. */
export function realDataFolder(): string {
  return (
    process.env["KILLREPORT_DATA"] ?? resolve(projectFolder, "../shared/data")
  );
}

/** The daily dumps (`2021-11-27.jsonl.gz` ...) of a folder, oldest first. RejectedError where there are none. */
export function findDayFiles(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const files = names
    .filter((name) => /^\d{4}-\d\d-\d\d\.jsonl\.gz$/.test(name))
    .sort();
  if (files.length === 0)
    throw new RejectedError(
      "NO_DAY_FILES",
      `${folder} has no daily dumps of killmails (such as 2021-11-27.jsonl.gz), so there is nothing to measure with. Name a folder that has: --folder <folder>, or KILLREPORT_DATA=<folder with killmails/ in it>.`,
    );
  return files.map((name) => join(folder, name));
}

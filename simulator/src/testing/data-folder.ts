import { existsSync } from "node:fs";
import { resolve } from "node:path";

/** Real killmails for tests, if this machine has them: `KILLREPORT_DATA` or `../shared/data`. */
export const dataFolder: string | undefined = [
  process.env["KILLREPORT_DATA"],
  resolve(import.meta.dirname, "../../../../shared/data"),
].find((folder) => folder !== undefined && existsSync(folder));

export const whyWithoutData =
  "skipped: no real killmails at ../shared/data (or KILLREPORT_DATA)";

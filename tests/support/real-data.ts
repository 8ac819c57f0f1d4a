import { resolve } from "node:path";
import { projectFolder } from "../../backend/src/platform/config/index.ts";

/** Where a checkout that has the real killmails at hand keeps them: beside the project, or at KILLREPORT_DATA. */
export const realData: string =
  process.env["KILLREPORT_DATA"] ?? resolve(projectFolder, "../shared/data");

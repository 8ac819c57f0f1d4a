export { createEveref } from "./create-everef.ts";
export { parseTotals } from "./parse-totals.ts";
export type { Day, Everef, KeptArchive } from "./everef.ts";

export { createLog } from "./create-log.ts";
export { explain } from "./explain.ts";

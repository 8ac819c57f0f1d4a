export * from "./clock.ts";
export * from "./errors.ts";
export * from "./event.ts";
export * from "./ids.ts";
export * from "./logger.ts";
export * from "./priority.ts";
export * from "./task.ts";
export * from "./viewer.ts";

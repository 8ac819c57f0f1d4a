export type { Cache } from "./cache.ts";
export { createCache } from "./create-cache.ts";
export { createMemoryCache } from "./create-memory-cache.ts";

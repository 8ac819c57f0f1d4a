export { createThreads, type Threads } from "./create-threads.ts";

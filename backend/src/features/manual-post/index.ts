export { createManualPost } from "./create-manual-post.ts";
export type { ManualPost } from "./manual-post.ts";

import type { AccountId } from "./ids.ts";

/** Who asks. Every read path takes one; what it may see is decided by `killmails` alone. */
export type Viewer =
  | { readonly kind: "anonymous" }
  | { readonly kind: "account"; readonly accountId: AccountId };

export const anonymous: Viewer = { kind: "anonymous" };

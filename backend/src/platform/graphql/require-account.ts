import type { AccountId, Viewer } from "../../kernel/index.ts";
import { unauthenticated } from "./errors.ts";

/** The account that asks; UNAUTHENTICATED when nobody is logged in. */
export function requireAccount(viewer: Viewer): AccountId {
  if (viewer.kind === "anonymous") throw unauthenticated();
  return viewer.accountId;
}

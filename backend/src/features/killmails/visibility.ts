import type { Viewer } from "../../kernel/index.ts";
import type { Prisma } from "../../platform/database/index.ts";
import { seesLogEntry } from "./filter/sees-log-entry.ts";
import type { LogEntry, Rights } from "./killmails.ts";
import { type KeyQuery, visibleKeys } from "./store/visible-keys.ts";
import { visibleTo } from "./store/visible-to.ts";

/** Who sees what, in the three shapes in which it is asked. One corpus of tests proves that they agree. */
export interface Visibility {
  /** SQL condition over a row of `killmails` named `k`. */
  isVisible(viewer: Viewer): Prisma.Sql;
  /** SQL for the places (time, id) of the newest visible mails: statements whose rows together hold them. */
  keys(query: KeyQuery): Prisma.Sql[];
  /** Whether an entry of the visibility log opens its mail, for the first time. */
  opens(rights: Rights, entry: LogEntry): boolean;
}

export const visibility: Visibility = {
  isVisible: visibleTo,
  keys: visibleKeys,
  opens: seesLogEntry,
};

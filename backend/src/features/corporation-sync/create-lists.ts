import type { CorporationId } from "../../kernel/index.ts";
import { dueAt, standsStill } from "../character-sync/index.ts";
import { readGaps, readUnfetched } from "../killmails/index.ts";
import { readChecks } from "../sync-checks/index.ts";
import { byBudget } from "./choose-director.ts";
import type {
  CorporationListView,
  CorporationSync,
} from "./corporation-sync.ts";
import type { CorporationSyncDeps } from "./deps.ts";
import { messages } from "./messages.ts";
import { readAllDirectorsOf, readDirectorsOf } from "./store/director-rows.ts";
import { countStates, readSync, readWantedIds } from "./store/sync-rows.ts";

/** What is known of whole lists, for those who may know. */
export function createLists(
  deps: CorporationSyncDeps,
): Pick<
  CorporationSync,
  "wantedCorporations" | "list" | "states" | "consents" | "checks" | "gaps"
> {
  const { clock, database, killmails } = deps;
  const { prisma } = database;

  async function list(
    corporationId: CorporationId,
  ): Promise<CorporationListView> {
    const now = clock.now();
    const row = await readSync(prisma, corporationId);
    const counts = await killmails.countsForCorporation(prisma, corporationId);
    const directors = await byBudget(
      deps,
      await readDirectorsOf(prisma, corporationId),
    );
    const view = {
      corporationId,
      ...counts,
      directors: directors.length,
      tokens: {
        left: directors.reduce((sum, { remaining }) => sum + remaining, 0),
        limit: directors.reduce((sum, { limit }) => sum + limit, 0),
      },
      settings: await killmails.corporationSettings(prisma, corporationId),
      lastSyncAt: row?.lastSyncAt ?? null,
      nextSyncAt: row === null ? null : dueAt(row),
    };
    if (row === null)
      return { ...view, state: "queued", message: messages.queued };
    const stillness = standsStill(row, now);
    if (stillness !== null)
      return { ...view, state: "late", message: stillness };
    if (row.state !== "idle" || counts.pending === 0)
      return { ...view, state: row.state, message: row.message };
    const unfetched = await readUnfetched(prisma, { corporationId });
    if (unfetched.count === 0) {
      const message = messages.fetching(counts.stored, counts.listed);
      return { ...view, state: "running", message };
    }
    return {
      ...view,
      // Late once nothing moves any more.
      state: unfetched.count < counts.pending ? "running" : "late",
      message: messages.unfetched(unfetched, now),
    };
  }

  return {
    wantedCorporations: () => readWantedIds(prisma),
    list,
    states: (corporationIds) => countStates(prisma, corporationIds),
    consents: (corporationId) => readAllDirectorsOf(prisma, corporationId),
    checks: (corporationIds, limit) =>
      readChecks(prisma, "corporation", corporationIds, limit),
    gaps: (corporationIds, limit) =>
      readGaps(prisma, "corporation", corporationIds, limit),
  };
}

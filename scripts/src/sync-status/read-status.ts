import type { App } from "@killreport/backend/app.ts";
import type { Backfill } from "@killreport/backend/features/zkillboard-backfill/index.ts";
import type { CorporationSyncView } from "@killreport/backend/features/corporation-sync/index.ts";
import {
  type CharacterId,
  type CorporationId,
  id,
} from "@killreport/backend/kernel/index.ts";
import type { Remaining } from "@killreport/backend/platform/esi/index.ts";

export type CharacterStatus = Awaited<
  ReturnType<typeof readCharacters>
>[number];
export type CorporationStatus = Awaited<
  ReturnType<typeof readCorporations>
>[number];

export interface Status {
  /** Null when one character or corporation was asked for. */
  readonly liveFeed: Awaited<ReturnType<typeof readLiveFeed>> | null;
  /** What ESI still allows the site itself; null as well then. */
  readonly esiBudgets: readonly Remaining[] | null;
  /** What zKillboard is asked for and has not ended; none when one was asked for. */
  readonly backfills: readonly Backfill[];
  readonly characters: readonly CharacterStatus[];
  readonly corporations: readonly CorporationStatus[];
}

const batchSize = 500;
const entries = 20;
const oddEntries = 5;
const mostBackfills = 100;

type Reading = Pick<
  App,
  | "accounts"
  | "characterSync"
  | "corporationSync"
  | "entities"
  | "liveFeed"
  | "operations"
  | "zkillboardBackfill"
>;

/** Of everybody who is linked and every corporation whose list is read, or of the one with this id, what its owners see. */
export async function readStatus(
  app: Reading,
  only: number | undefined,
): Promise<Status> {
  const characterIds =
    only === undefined
      ? await app.characterSync.characters()
      : [id<CharacterId>(only)];
  const all = await app.corporationSync.wantedCorporations();
  const corporationIds = all.filter(
    (one) => only === undefined || one === id<CorporationId>(only),
  );
  return {
    liveFeed: only === undefined ? await readLiveFeed(app) : null,
    esiBudgets:
      only === undefined ? await app.operations.esiBudgets.shared() : null,
    backfills: only === undefined ? await readBackfills(app) : [],
    characters: await readCharacters(app, characterIds),
    corporations: await readCorporations(app, corporationIds),
  };
}

function readBackfills({ zkillboardBackfill }: Reading): Promise<Backfill[]> {
  return zkillboardBackfill.all(
    { kind: "operator" },
    { limit: mostBackfills, isUnderWay: true },
  );
}

async function readLiveFeed({ liveFeed }: Reading) {
  const status = await liveFeed.status();
  return { ...status, oddities: await liveFeed.oddities(oddEntries) };
}

async function readCharacters(
  { accounts, characterSync, corporationSync, operations }: Reading,
  characterIds: readonly CharacterId[],
) {
  const status = [];
  for (let start = 0; start < characterIds.length; start += batchSize) {
    const batch = characterIds.slice(start, start + batchSize);
    const views = await characterSync.syncView(batch);
    const grants = [...views.values()].map(({ grantId }) => grantId);
    const checks = await characterSync.checks(grants, entries);
    const gaps = await characterSync.gaps(grants, entries);
    const budgets = await operations.esiBudgets.ofCharacters(batch);
    const switches = await corporationSync.views(batch);
    for (const view of views.values()) {
      const link = await accounts.linkedCharacter(view.characterId);
      status.push({
        ...view,
        name: link?.name ?? "",
        checks: checks.get(view.grantId) ?? [],
        gaps: gaps.get(view.grantId) ?? [],
        esiBudgets: budgets.get(view.characterId) ?? [],
        corporation: switchOf(switches.get(view.characterId)),
      });
    }
  }
  return status;
}

/** Of the character's switch; the list itself is the corporation's. */
function switchOf(view: CorporationSyncView | undefined) {
  if (view === undefined) return null;
  const { corporationId, isEnabled, state, message } = view;
  return { corporationId, isEnabled, state, message };
}

async function readCorporations(
  { corporationSync, entities }: Reading,
  corporationIds: readonly CorporationId[],
) {
  const named = await entities.byIds(corporationIds);
  const checks = await corporationSync.checks(corporationIds, entries);
  const gaps = await corporationSync.gaps(corporationIds, entries);
  return Promise.all(
    corporationIds.map(async (corporationId) => ({
      ...(await corporationSync.list(corporationId)),
      name: named.get(corporationId)?.name ?? "",
      consents: await corporationSync.consents(corporationId),
      checks: checks.get(corporationId) ?? [],
      gaps: gaps.get(corporationId) ?? [],
    })),
  );
}

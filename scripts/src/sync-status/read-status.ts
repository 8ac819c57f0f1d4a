import type { App } from "@killreport/backend/app.ts";
import type { CharacterId } from "@killreport/backend/kernel/index.ts";

export type Status = Awaited<ReturnType<typeof readStatus>>[number];

const batchSize = 500;
const entries = 20;

/** Of one character, or of everybody who is linked, what its pilot sees. */
export async function readStatus(
  { accounts, characterSync }: Pick<App, "accounts" | "characterSync">,
  only: CharacterId | undefined,
) {
  const characterIds =
    only === undefined ? await characterSync.characters() : [only];
  const status = [];
  for (let start = 0; start < characterIds.length; start += batchSize) {
    const batch = characterIds.slice(start, start + batchSize);
    const views = await characterSync.syncView(batch);
    const grants = [...views.values()].map(({ grantId }) => grantId);
    const checks = await characterSync.checks(grants, entries);
    const gaps = await characterSync.gaps(grants, entries);
    for (const view of views.values()) {
      const link = await accounts.linkedCharacter(view.characterId);
      status.push({
        ...view,
        name: link?.name ?? "",
        checks: checks.get(view.grantId) ?? [],
        gaps: gaps.get(view.grantId) ?? [],
      });
    }
  }
  return status;
}

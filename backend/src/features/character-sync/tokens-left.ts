import type { CharacterId } from "../../kernel/index.ts";
import { characterSubject } from "../../platform/esi/index.ts";
import type { CharacterSyncDeps } from "./deps.ts";

/** What ESI's bucket for each character's list still holds. */
export async function tokensLeft(
  {
    applicationId,
    budget,
  }: Pick<CharacterSyncDeps, "applicationId" | "budget">,
  characterIds: readonly CharacterId[],
  now: Date,
): Promise<Map<CharacterId, number>> {
  const subjects = characterIds.map((characterId) =>
    characterSubject(applicationId, characterId),
  );
  const buckets = await budget.remaining(
    { groups: ["char-killmail"], subjects },
    now,
  );
  return new Map(
    characterIds.map((characterId, place) => [
      characterId,
      buckets.find(({ subject }) => subject === subjects[place])?.remaining ??
        0,
    ]),
  );
}

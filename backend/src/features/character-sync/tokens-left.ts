import type { CharacterId } from "../../kernel/index.ts";
import { characterSubject } from "../../platform/esi/index.ts";
import type { TokenCount } from "./character-sync.ts";
import type { CharacterSyncDeps } from "./deps.ts";

/** What ESI's bucket for each character's list still holds. */
export async function tokensLeft(
  {
    applicationId,
    budget,
  }: Pick<CharacterSyncDeps, "applicationId" | "budget">,
  characterIds: readonly CharacterId[],
  now: Date,
): Promise<Map<CharacterId, TokenCount>> {
  const owners = new Map(
    characterIds.map((characterId) => [
      characterSubject(applicationId, characterId),
      characterId,
    ]),
  );
  const buckets = await budget.remaining(
    { groups: ["char-killmail"], subjects: [...owners.keys()] },
    now,
  );
  const counts = new Map<CharacterId, TokenCount>();
  for (const { subject, remaining, limit } of buckets) {
    const characterId = owners.get(subject);
    if (characterId !== undefined)
      counts.set(characterId, { left: remaining, limit });
  }
  return counts;
}

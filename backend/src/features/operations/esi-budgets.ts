import type { CharacterId, Clock } from "../../kernel/index.ts";
import {
  characterGroups,
  characterSubject,
  type EsiBudget,
  publicSubject,
  type Remaining,
  sharedGroups,
} from "../../platform/esi/index.ts";

/** What ESI still allows, for commands and for those whom it concerns. */
export interface EsiBudgets {
  /** Of each character, one entry for each group that has a bucket for it, also where nothing was spent. */
  ofCharacters(
    characterIds: readonly CharacterId[],
  ): Promise<Map<CharacterId, Remaining[]>>;
  /** Of the buckets that belong to this site's address. */
  shared(): Promise<Remaining[]>;
}

export function createEsiBudgets(deps: {
  budget: Pick<EsiBudget, "remaining">;
  /** The client id at EVE SSO: ESI's budgets are kept for application and character. */
  applicationId: string;
  clock: Clock;
}): EsiBudgets {
  const { budget, applicationId, clock } = deps;
  return {
    async ofCharacters(characterIds) {
      const subjects = characterIds.map((characterId) =>
        characterSubject(applicationId, characterId),
      );
      const all = await budget.remaining(
        { groups: characterGroups, subjects },
        clock.now(),
      );
      return new Map(
        characterIds.map((characterId, place) => [
          characterId,
          all.filter(({ subject }) => subject === subjects[place]),
        ]),
      );
    },
    shared: () =>
      budget.remaining(
        { groups: sharedGroups, subjects: [publicSubject] },
        clock.now(),
      ),
  };
}

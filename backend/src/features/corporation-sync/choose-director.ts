import { characterSubject } from "../../platform/esi/index.ts";
import type { CorporationSyncDeps } from "./deps.ts";
import type { DirectorRow } from "./store/director-rows.ts";

/** A director, and what ESI's bucket for lists of corporations still holds for them. */
export interface Candidate {
  readonly director: DirectorRow;
  readonly remaining: number;
  /** What the bucket holds at most. */
  readonly limit: number;
}

/** Most tokens first, so that the directors' budgets add up; of equals, whose last turn is longest ago, so that they share also what all of them could afford. */
export async function byBudget(
  {
    applicationId,
    budget,
    clock,
  }: Pick<CorporationSyncDeps, "applicationId" | "budget" | "clock">,
  directors: readonly DirectorRow[],
): Promise<Candidate[]> {
  if (directors.length === 0) return [];
  const subjectOf = ({ characterId }: DirectorRow) =>
    characterSubject(applicationId, characterId);
  const buckets = await budget.remaining(
    { groups: ["corp-killmail"], subjects: directors.map(subjectOf) },
    clock.now(),
  );
  return directors
    .map((director) => {
      const bucket = buckets.find(
        ({ subject }) => subject === subjectOf(director),
      );
      const { remaining = 0, limit = 0 } = bucket ?? {};
      return { director, remaining, limit };
    })
    .sort(
      (a, b) =>
        b.remaining - a.remaining ||
        turnMs(a.director) - turnMs(b.director) ||
        a.director.characterId - b.director.characterId,
    );
}

function turnMs({ lastTurnAt }: DirectorRow): number {
  return lastTurnAt?.getTime() ?? 0;
}

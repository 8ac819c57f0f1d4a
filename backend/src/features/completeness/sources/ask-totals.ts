import {
  type Clock,
  RejectedError,
  UnavailableError,
} from "../../../kernel/index.ts";
import type { Day } from "../../../platform/everef/index.ts";
import type { DaySource } from "./day-source.ts";

/** A source's totals, or why there are none. */
export type Totals =
  | { readonly counts: ReadonlyMap<Day, number>; readonly problem: null }
  | { readonly counts: null; readonly problem: string };

/** So long an answer is not asked for again: a hundred days of one night need it once. */
const keptMs = 10 * 60_000;

/** The totals of each of the sources, in their order. What a source has against answering is a sentence, not an error. */
export function createTotals(
  sources: readonly DaySource[],
  clock: Clock,
): () => Promise<readonly Totals[]> {
  let known: { until: number; answers: Promise<readonly Totals[]> } | null =
    null;
  return () => {
    const now = clock.now().getTime();
    if (known === null || known.until <= now) {
      const answers = Promise.all(sources.map(askTotals));
      known = { until: now + keptMs, answers };
      // A bug is not kept.
      answers.catch(() => (known = null));
    }
    return known.answers;
  };
}

async function askTotals(source: DaySource): Promise<Totals> {
  try {
    return { counts: await source.totals(), problem: null };
  } catch (error) {
    return { counts: null, problem: awayBecause(source, error) };
  }
}

/** A sentence on why the source does not answer; what is no failing of the source goes on as it is. */
export function awayBecause({ title }: DaySource, error: unknown): string {
  if (error instanceof UnavailableError || error instanceof RejectedError)
    return `${title} does not answer: ${error.message.replace(/\.$/, "")}.`;
  throw error;
}

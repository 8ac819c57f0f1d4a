import {
  type Clock,
  type Logger,
  RejectedError,
  type Viewer,
} from "../../kernel/index.ts";
import type {
  DeadLetter,
  DeadLetterKey,
  DeadLetters,
  QueueCounts,
  QueueDriver,
} from "../../platform/queue/index.ts";
import type { Remaining } from "../../platform/esi/index.ts";
import type { Accounts } from "../accounts/index.ts";
import type { EsiBudgets } from "./esi-budgets.ts";

/** What those who run a site ask it about itself. */
export interface Operations {
  /** One entry for each task, as the queue in use counted within the last second; UnavailableError while it does not answer. */
  workerStatus(): Promise<QueueCounts[]>;
  /** For commands, whose caller has the whole machine anyway. */
  readonly deadLetters: DeadLetters;
  /** The same for admins. RejectedError FORBIDDEN for everybody else, NOT_FOUND when there is no such dead letter. */
  deadLetterPage(
    viewer: Viewer,
    page: { limit: number; after?: DeadLetterKey },
  ): Promise<{ rows: DeadLetter[]; hasMore: boolean }>;
  replayDeadLetter(viewer: Viewer, id: string): Promise<void>;
  dropDeadLetter(viewer: Viewer, id: string): Promise<void>;
  /** For commands, and for owners of characters: who may know is the caller's matter. */
  readonly esiBudgets: EsiBudgets;
  /** Of the buckets that belong to the site, for admins. RejectedError FORBIDDEN for everybody else. */
  sharedEsiBudgets(viewer: Viewer): Promise<Remaining[]>;
}

/** How old counts may be. */
const freshMs = 1_000;

export function createOperations(deps: {
  clock: Clock;
  driver: Pick<QueueDriver, "counts">;
  deadLetters: DeadLetters;
  esiBudgets: EsiBudgets;
  accounts: Pick<Accounts, "isAdmin">;
  outbox: { poke(): void };
  log: Logger;
  /** Names of all tasks. */
  tasks: readonly string[];
}): Operations {
  const { clock, driver, deadLetters, accounts, outbox, log, tasks } = deps;
  const { esiBudgets } = deps;
  let counting: Promise<QueueCounts[]> | null = null;
  let counted: { counts: QueueCounts[]; at: number } | null = null;

  /** Anybody may ask, and as often as fits into an operation: the queue is asked once for all of them. */
  async function count(): Promise<QueueCounts[]> {
    const counts = await driver.counts(tasks);
    counted = { counts, at: clock.now().getTime() };
    return counts;
  }

  async function requireAdmin(viewer: Viewer): Promise<void> {
    if (!(await accounts.isAdmin(viewer)))
      throw new RejectedError(
        "FORBIDDEN",
        "Only who runs this site may do that: log in with a character named in ADMIN_CHARACTER_IDS.",
      );
  }

  return {
    workerStatus() {
      const age = clock.now().getTime() - (counted?.at ?? -Infinity);
      if (counted !== null && age >= 0 && age < freshMs)
        return Promise.resolve(counted.counts);
      counting ??= count().finally(() => {
        counting = null;
      });
      return counting;
    },
    deadLetters,
    async deadLetterPage(viewer, { limit, after }) {
      await requireAdmin(viewer);
      const found = await deadLetters.list({
        limit: limit + 1,
        ...(after === undefined ? {} : { after }),
      });
      return { rows: found.slice(0, limit), hasMore: found.length > limit };
    },
    async replayDeadLetter(viewer, id) {
      await requireAdmin(viewer);
      if ((await deadLetters.replay({ id })) === 0) notFound();
      outbox.poke();
      log.info({ viewer, deadLetter: id }, "An admin replayed a dead letter");
    },
    async dropDeadLetter(viewer, id) {
      await requireAdmin(viewer);
      if (!(await deadLetters.drop(id))) notFound();
      log.warn({ viewer, deadLetter: id }, "An admin dropped a dead letter");
    },
    esiBudgets,
    async sharedEsiBudgets(viewer) {
      await requireAdmin(viewer);
      return esiBudgets.shared();
    },
  };
}

function notFound(): never {
  throw new RejectedError(
    "NOT_FOUND",
    "There is no such dead letter: it was replayed or dropped meanwhile.",
  );
}

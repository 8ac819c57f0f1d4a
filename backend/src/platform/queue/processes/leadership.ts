import type { Logger } from "../../../kernel/index.ts";
import { holdConnection } from "../../database/hold-connection.ts";

export interface Leadership {
  isLeader(): boolean;
  close(): Promise<void>;
}

/** Class of the advisory locks whose second half is the hash of an office's name. */
const lockClass = 19_283;

/**
 * One process at a time holds the office: whoever has its advisory lock. `lead` starts the work and returns how to stop
 * it. When the connection breaks another may lead before this one has noticed, so the work must bear two for a moment.
 */
export function startLeadership(deps: {
  url: string;
  office: string;
  lead: () => () => Promise<void>;
  log: Logger;
  retryMs?: number;
}): Leadership {
  const { office, lead, log, retryMs = 1_000 } = deps;
  let stopLeading: (() => Promise<void>) | null = null;
  let stopping: Promise<void> = Promise.resolve();
  let retry: NodeJS.Timeout | undefined;
  let isClosed = false;

  const connection = holdConnection({
    url: deps.url,
    log,
    async onConnected(client) {
      const seek = async (): Promise<void> => {
        // Asked again and again instead of waited for: a waiting statement would keep PostgreSQL from vacuuming.
        const { rows } = await client.query<{ won: boolean }>(
          "SELECT pg_try_advisory_lock($1, hashtext($2)) AS won",
          [lockClass, office],
        );
        if (isClosed) return;
        if (rows[0]?.won === true) {
          log.info({ office }, "Leading");
          stopLeading = lead();
        } else {
          retry = setTimeout(() => {
            // A failed query means a lost connection, which is being replaced.
            seek().catch(() => undefined);
          }, retryMs);
        }
      };
      await stopping;
      await seek();
    },
    onLost: resign,
  });

  function resign(): void {
    clearTimeout(retry);
    const stop = stopLeading;
    stopLeading = null;
    if (stop === null) return;
    stopping = stop().catch((error: unknown) => {
      log.error({ office, error }, "Could not stop leading");
    });
  }

  return {
    isLeader: () => stopLeading !== null,
    async close() {
      isClosed = true;
      resign();
      await stopping;
      await connection.close();
    },
  };
}

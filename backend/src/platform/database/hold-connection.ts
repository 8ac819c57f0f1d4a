import pg from "pg";
import type { Logger } from "../../kernel/index.ts";

export interface HeldConnection {
  close(): Promise<void>;
}

/**
 * Keeps one connection open for as long as the process wants it, for what lives and dies with a session: advisory locks,
 * LISTEN. `onConnected` runs on every new connection; when it fails, or the connection breaks later, the next one is tried
 * after a back-off, forever.
 */
export function holdConnection(options: {
  url: string;
  onConnected: (client: pg.Client) => Promise<void>;
  onLost?: () => void;
  log: Logger;
  longestRetryMs?: number;
  /** A broken line that says nothing is noticed after this long at the latest. */
  heartbeatMs?: number;
}): HeldConnection {
  const { url, onConnected, onLost, log } = options;
  const { longestRetryMs = 5_000, heartbeatMs = 10_000 } = options;
  let client: pg.Client | null = null;
  let isClosed = false;
  let failures = 0;
  let retry: NodeJS.Timeout | undefined;
  let heartbeat: NodeJS.Timeout | undefined;
  let connecting = connect();

  async function connect(): Promise<void> {
    const next = new pg.Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
    });
    const lost = (error?: Error) => {
      if (client === next) drop(next, error);
    };
    next.on("error", lost);
    next.on("end", () => lost());
    client = next;
    try {
      await next.connect();
      await onConnected(next);
      failures = 0;
      heartbeat = setInterval(() => void beat(next), heartbeatMs).unref();
    } catch (error) {
      if (client === next) drop(next, error);
    }
  }

  async function beat(current: pg.Client): Promise<void> {
    const silence = setTimeout(
      () => drop(current, new Error("no answer")),
      heartbeatMs,
    );
    try {
      await current.query("SELECT 1");
    } catch (error) {
      drop(current, error);
    } finally {
      clearTimeout(silence);
    }
  }

  function drop(lost: pg.Client, error: unknown): void {
    if (client !== lost) return;
    client = null;
    clearInterval(heartbeat);
    // It is broken: saying goodbye may fail or never be answered.
    lost.end().catch(() => undefined);
    onLost?.();
    if (isClosed) return;
    const delayMs = Math.min(longestRetryMs, 100 * 2 ** failures++);
    log.warn(
      { reason: error instanceof Error ? error.message : "closed", delayMs },
      "Lost a database connection, trying again",
    );
    retry = setTimeout(() => {
      connecting = connect();
    }, delayMs);
  }

  return {
    async close() {
      isClosed = true;
      clearTimeout(retry);
      await connecting;
      clearTimeout(retry);
      clearInterval(heartbeat);
      const last = client;
      client = null;
      await last?.end();
    },
  };
}

import { availableParallelism } from "node:os";
import {
  type CopyConnection,
  openCopyConnection,
} from "../../../platform/database/index.ts";
import { createThreads } from "../../../platform/threads/index.ts";
import type { IngestDeps } from "../ingest/ingest.ts";
import type { Shown } from "../ingest/ingest-sorted.ts";
import type { Ingested } from "../ingest/ingested.ts";
import { newsMs } from "../storing/is-news.ts";
import { buffersOf } from "./buffers-of.ts";
import { loadPiece } from "./load-piece.ts";
import type { Piece, PieceTerms, PreparedPiece } from "./piece.ts";

export interface LoadedPiece extends Ingested {
  /** What was no JSON object at all. */
  readonly unreadable: PreparedPiece["unreadable"];
  readonly ignoredKeys: PreparedPiece["ignoredKeys"];
}

/** Loads archives: threads prepare pieces of text while connections of their own store those that are ready. */
export interface Bulk {
  /** How many pieces to have under way at once, so that neither side waits. */
  readonly width: number;
  /** Loads one piece in one transaction of its own. Its buffers are gone afterwards. */
  load(shown: Shown, piece: Piece): Promise<LoadedPiece>;
  close(): Promise<void>;
}

/** What a thread's heap may hold: the largest piece (5.3 MB with a line of `longestText`), whatever stands in it, with room to spare, since a heap that is full ends the whole process. The worst, objects of ever new keys and lists in lists, fits in 200. A nursery of the usual size would triple the memory of a thread that lives from garbage. */
export const threadLimits = {
  maxOldGenerationSizeMb: 256,
  maxYoungGenerationSizeMb: 24,
};
const mostThreads = 4;
/** While one transaction waits for its commit, or for bytes, the other's rows are taken in. Two that bring the same mail are a conflict like any other: the later one goes the ordinary way. */
const connectionCount = 2;

export function createBulk(
  deps: IngestDeps & { afterLoad: () => Promise<void> },
): Bulk {
  // The database's own work keeps one core busy.
  const count = Math.min(mostThreads, Math.max(1, availableParallelism() - 1));
  const threads = createThreads<
    { piece: Piece; terms: PieceTerms },
    PreparedPiece
  >(new URL("./prepare-thread.ts", import.meta.url), {
    count,
    limits: threadLimits,
  });
  const connections = openConnections(deps.database.url);
  const effects = deps.effects.map((e) => `${e.name}@${e.version}`);

  return {
    // One waits to be stored, so that a slow moment of one side does not stop the other.
    width: count + connectionCount + 1,
    async load(shown, piece) {
      const nowMs = deps.clock.now().getTime();
      const isDormant = shown.priority === "dormant";
      const terms: PieceTerms = {
        source: shown.source,
        nowMs,
        newsFromMs: isDormant ? nowMs - newsMs : -Infinity,
        effects,
      };
      const prepared = await threads.ask(
        { piece, terms },
        [piece.text.buffer, piece.ends?.buffer].filter(
          (one) => one !== undefined,
        ),
      );
      try {
        const counts = await connections.use((connection) =>
          loadPiece({ ...deps, connection }, shown, prepared),
        );
        if (counts.stored > 0) await deps.afterLoad();
        const { unreadable, ignoredKeys } = prepared;
        return { ...counts, unreadable, ignoredKeys };
      } finally {
        // Now: left to be collected, hundreds of them wait for a heap that is small and seldom full.
        for (const buffer of buffersOf(prepared)) buffer.transfer(0);
      }
    },
    async close() {
      await threads.close();
      await connections.close();
    },
  };
}

/** Gives each work the connection with the least to do. */
function openConnections(url: string) {
  const connections = Array.from({ length: connectionCount }, () => {
    const connection = openCopyConnection(url);
    // While the first piece is prepared. Should it fail, the piece's own transaction does, or does not any more.
    connection.transaction((tx) => tx.$queryRaw`SELECT`).catch(() => undefined);
    return { connection, works: 0 };
  });
  return {
    async use<T>(work: (connection: CopyConnection) => Promise<T>): Promise<T> {
      const one = connections.reduce((least, other) =>
        other.works < least.works ? other : least,
      );
      one.works++;
      try {
        return await work(one.connection);
      } finally {
        one.works--;
      }
    },
    async close(): Promise<void> {
      for (const { connection } of connections) await connection.close();
    },
  };
}

import { availableParallelism } from "node:os";
import {
  type CopyConnection,
  openCopyConnection,
} from "../../../platform/database/index.ts";
import { createThreads } from "../../../platform/threads/index.ts";
import type { IngestDeps } from "../ingest/ingest.ts";
import type { Shown } from "../ingest/ingest-sorted.ts";
import type { Ingested } from "../killmails.ts";
import { newsMs } from "../storing/is-news.ts";
import { buffersOf } from "./buffers-of.ts";
import { loadPiece } from "./load-piece.ts";
import type { Piece, PieceTerms, PreparedPiece } from "./piece.ts";

export interface LoadedPiece extends Ingested {
  /** What was no JSON object at all. */
  readonly unreadable: PreparedPiece["unreadable"];
  readonly ignoredKeys: PreparedPiece["ignoredKeys"];
}

/** Loads archives: threads prepare pieces of text while a connection of their own stores those that are ready. */
export interface Bulk {
  /** How many pieces to have under way at once, so that neither side waits. */
  readonly width: number;
  /** Loads one piece in one transaction of its own. Its buffers are gone afterwards. */
  load(shown: Shown, piece: Piece): Promise<LoadedPiece>;
  close(): Promise<void>;
}

/** What a thread's heap may hold: the largest piece with room to spare. A nursery of the usual size would triple the memory of a thread that lives from garbage. */
const threadLimits = {
  maxOldGenerationSizeMb: 160,
  maxYoungGenerationSizeMb: 24,
};
const mostThreads = 4;

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
  const connection: CopyConnection = openCopyConnection(deps.database.url);
  const effects = deps.effects.map((e) => `${e.name}@${e.version}`);

  return {
    // One is stored, one waits to be, so that a slow moment of one side does not stop the other.
    width: count + 2,
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
        const counts = await loadPiece(
          { ...deps, connection },
          shown,
          prepared,
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
      await connection.close();
    },
  };
}

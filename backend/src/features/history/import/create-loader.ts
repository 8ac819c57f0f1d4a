import type { Bulk, LoadedPiece, Piece } from "../../killmails/index.ts";

/** Runs pieces through `Bulk`, as many at once as keep it busy and no more, whoever brings them. */
export interface Loader {
  /** Loads all pieces; resolves once the last is committed. Fails with the first failure, when nothing of it is under way any more. */
  loadAll(
    pieces: AsyncIterable<Piece>,
    source: string,
    onLoaded: (loaded: LoadedPiece) => void,
  ): Promise<void>;
}

export function createLoader(
  bulk: Pick<Bulk, "width" | "load">,
  signal?: AbortSignal,
): Loader {
  let underWay = 0;
  const waiting: (() => void)[] = [];

  async function takePlace(): Promise<void> {
    if (underWay >= bulk.width)
      await new Promise<void>((resolve) => waiting.push(resolve));
    underWay++;
  }

  function leavePlace(): void {
    underWay--;
    waiting.shift()?.();
  }

  return {
    async loadAll(pieces, source, onLoaded) {
      const own = new Set<Promise<void>>();
      const failures: unknown[] = [];
      const start = (piece: Piece) => {
        const load = bulk
          .load({ source, priority: "dormant" }, piece)
          .then(onLoaded)
          .catch((error: unknown) => {
            failures.push(error);
          })
          .finally(() => {
            own.delete(load);
            leavePlace();
          });
        own.add(load);
      };
      try {
        for await (const piece of pieces) {
          await takePlace();
          if (failures.length > 0 || signal?.aborted === true) {
            leavePlace();
            break;
          }
          start(piece);
        }
      } finally {
        await Promise.all(own);
      }
      if (failures.length > 0) throw failures[0];
      signal?.throwIfAborted();
    },
  };
}

import { expect, test } from "vitest";
import type { LoadedPiece, Piece } from "../../killmails/index.ts";
import { createLoader } from "./create-loader.ts";

const loaded: LoadedPiece = {
  stored: 1,
  fresh: 1,
  known: 0,
  doubtful: [],
  refused: [],
  unreadable: [],
  ignoredKeys: new Map(),
};

async function* pieces(count: number): AsyncGenerator<Piece> {
  for (let number = 0; number < count; number++)
    yield await Promise.resolve({ text: new Uint8Array([number]) });
}

function slowBulk(width: number, failAt = -1) {
  const seen = { now: 0, most: 0, all: 0 };
  return {
    seen,
    bulk: {
      width,
      async load(_: unknown, { text }: Piece) {
        seen.most = Math.max(seen.most, ++seen.now);
        for (let wait = 0; wait < 5; wait++) await Promise.resolve();
        seen.now--;
        seen.all++;
        if (text[0] === failAt) throw new Error("disk full");
        return loaded;
      },
    },
  };
}

test("never more pieces under way than there is room for, also when two read at once", async () => {
  const { bulk, seen } = slowBulk(3);
  const loader = createLoader(bulk);
  let count = 0;
  const count1 = () => {
    count++;
  };
  await Promise.all([
    loader.loadAll(pieces(40), "a", count1),
    loader.loadAll(pieces(30), "b", count1),
  ]);
  expect(count).toBe(70);
  expect(seen.most).toBe(3);
});

test("a failure ends it, after what was under way", async () => {
  const { bulk, seen } = slowBulk(3, 5);
  const work = createLoader(bulk).loadAll(pieces(200), "a", () => undefined);
  await expect(work).rejects.toThrow("disk full");
  expect(seen.now).toBe(0);
  expect(seen.all).toBeLessThan(15);
});

test("it can be stopped", async () => {
  const { bulk, seen } = slowBulk(2);
  const stopping = new AbortController();
  const work = createLoader(bulk, stopping.signal).loadAll(
    pieces(200),
    "a",
    () => {
      if (seen.all === 4) stopping.abort();
    },
  );
  await expect(work).rejects.toThrow();
  expect(seen.now).toBe(0);
  expect(seen.all).toBeLessThan(10);
});

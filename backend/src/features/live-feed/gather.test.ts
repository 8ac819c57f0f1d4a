import { expect, test } from "vitest";
import { gather } from "./gather.ts";

/** A source that is told when to bring the next item. */
function source() {
  const items: number[] = [];
  let read = 0;
  let wake = (): void => undefined;
  let isOver = false;
  async function* run() {
    for (;;) {
      for (let item = items.shift(); item !== undefined; item = items.shift()) {
        read++;
        yield item;
      }
      if (isOver) return;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  return {
    run,
    read: () => read,
    bring: (...more: number[]) => {
      items.push(...more);
      wake();
    },
    end: () => {
      isOver = true;
      wake();
    },
  };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

test("hands out at once what comes, and together what came meanwhile", async () => {
  const { run, bring, end } = source();
  const batches = gather(run(), 10);
  bring(1);
  expect((await batches.next()).value).toEqual([1]);
  bring(2, 3, 4);
  await settle();
  expect((await batches.next()).value).toEqual([2, 3, 4]);
  const next = batches.next();
  bring(5);
  expect((await next).value).toEqual([5]);
  end();
  expect((await batches.next()).done).toBe(true);
});

test("reads no further ahead than told, and loses nothing for it", async () => {
  const { run, bring, end, read } = source();
  const all = Array.from({ length: 100 }, (_, index) => index);
  bring(...all);
  end();
  const taken: number[] = [];
  for await (const batch of gather(run(), 7)) {
    expect(batch.length).toBeLessThanOrEqual(7);
    await settle();
    expect(read()).toBeLessThanOrEqual(taken.length + batch.length + 7);
    taken.push(...batch);
  }
  expect(taken).toEqual(all);
});

test("an error comes behind what was read before it", async () => {
  async function* failing() {
    yield await Promise.resolve(1);
    throw new Error("no more");
  }
  const batches = gather(failing(), 10);
  const taken: unknown[] = [];
  await expect(
    (async () => {
      for await (const batch of batches) taken.push(...batch);
    })(),
  ).rejects.toThrow("no more");
  expect(taken).toEqual([1]);
});

test("whoever leaves ends the source", async () => {
  const { run, bring, end } = source();
  const batches = gather(run(), 1);
  bring(1, 2, 3);
  await batches.next();
  end();
  await batches.return(undefined);
});

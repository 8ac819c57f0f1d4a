import { expect, it } from "vitest";
import { createBatches } from "./create-batches.ts";

it("sends together what comes while another batch is on its way, in order", async () => {
  const sent: string[] = [];
  let go = Promise.withResolvers<void>();
  const send = createBatches<number>(3, async (batch) => {
    sent.push(batch.join(" "));
    await go.promise;
  });
  const first = [send(1), send(2)];
  await Promise.resolve();
  const later = [3, 4, 5, 6].map(send);
  expect(sent).toEqual(["1 2"]);
  go.resolve();
  await Promise.all(first);
  await Promise.all(later);
  expect(sent).toEqual(["1 2", "3 4 5", "6"]);
  go = Promise.withResolvers();
  go.resolve();
  await send(7);
  expect(sent.at(-1)).toBe("7");
});

it("fails those of a batch that fails, and goes on with the next", async () => {
  const send = createBatches<string>(1, (batch) =>
    batch.includes("bad") ? Promise.reject(new Error("no")) : Promise.resolve(),
  );
  const all = await Promise.allSettled(["good", "bad", "fine"].map(send));
  expect(all.map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
  ]);
});

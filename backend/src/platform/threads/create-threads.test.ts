import { expect, test } from "vitest";
import { createThreads } from "./create-threads.ts";

/** Doubles what it is asked; "end" ends it, "fill" takes more memory than there is. */
const script = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from "node:worker_threads";
    parentPort.on("message", (question) => {
      if (question === "end") process.exit(3);
      const held = [];
      while (question === "fill") held.push(Array.from({ length: 1000 }, () => ({})));
      parentPort.postMessage({ answer: question * 2 });
    });`)}`,
);
const open = () =>
  createThreads<number | "end" | "fill", number>(script, {
    count: 2,
    limits: { maxOldGenerationSizeMb: 16 },
  });

test("each request is answered, whichever thread has it", async () => {
  const threads = open();
  const numbers = [1, 2, 3, 4, 5];
  expect(await Promise.all(numbers.map((one) => threads.ask(one)))).toEqual(
    numbers.map((one) => 2 * one),
  );
  await threads.close();
  await expect(threads.ask(1)).rejects.toThrow("closed");
});

test.each([
  ["end", "has ended"],
  ["fill", "more than the 16 MB"],
] as const)(
  "when a thread ends by itself (%s), what it had in hand fails and everything after, at once",
  async (request, reason) => {
    const threads = open();
    const asked = await Promise.allSettled([
      threads.ask(request),
      threads.ask(1),
      threads.ask(2),
    ]);
    expect(asked).toMatchObject([
      { reason: { message: expect.stringContaining(reason) as string } },
      { value: 2 },
      { reason: { message: expect.stringContaining(reason) as string } },
    ]);
    for (let time = 1; time <= 2; time++)
      await expect(threads.ask(3)).rejects.toThrow(reason);
    await threads.close();
  },
);

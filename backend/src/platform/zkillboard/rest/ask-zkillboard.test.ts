import { expect, test } from "vitest";
import { askZkillboard } from "./ask-zkillboard.ts";

test("an answer of 100 MB is given up, and no more than two thirds of it are ever held", async () => {
  const chunk = new Uint8Array(1024 * 1024).fill(32);
  let given = 0;
  let isLeft = false;
  const answer = new Response(
    new ReadableStream({
      pull(controller) {
        if (given === 100) controller.close();
        else controller.enqueue(chunk);
        given++;
      },
      cancel() {
        isLeft = true;
      },
    }),
  );
  expect(
    await askZkillboard("http://zkillboard.test/", {
      userAgent: "KillReport/test (tests)",
      fetch: () => Promise.resolve(answer),
      timeoutMs: 60_000,
    }),
  ).toEqual({
    reason: "zKillboard's answer does not end",
    waitMs: 300_000,
  });
  expect(isLeft).toBe(true);
  expect(given).toBeLessThan(70);
});

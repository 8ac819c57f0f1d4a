import { expect, test } from "vitest";
import { createMovableClock, silentLogger } from "../../kernel/index.ts";
import { createOperations } from "./operations.ts";

test("however many ask for the worker status, the queue is asked once a second", async () => {
  const clock = createMovableClock();
  let asked = 0;
  let isAway = true;
  const unused = null as never;
  const operations = createOperations({
    clock,
    driver: {
      counts: () => {
        asked++;
        return isAway ? Promise.reject(new Error("away")) : Promise.resolve([]);
      },
    },
    deadLetters: unused,
    esiBudgets: unused,
    accounts: unused,
    outbox: unused,
    log: silentLogger,
    tasks: [],
  });
  const ask = () =>
    Promise.allSettled(
      Array.from({ length: 600 }, () => operations.workerStatus()),
    );
  await ask();
  expect(asked).toBe(1);
  // What failed is not kept.
  isAway = false;
  await ask();
  expect(asked).toBe(2);
  await ask();
  expect(asked).toBe(2);
  clock.advance(1_001);
  await ask();
  expect(asked).toBe(3);
});

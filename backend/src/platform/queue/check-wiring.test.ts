import { describe, expect, test } from "vitest";
import { z } from "zod";
import { defineEvent, defineTask, listen } from "../../kernel/index.ts";
import { findWiringProblems } from "./check-wiring.ts";

const payload = z.object({});
const stored = defineEvent({ name: "stored", version: 1, payload });
const note = defineTask({ name: "note", version: 1, payload });
const listeners = [listen(stored, note)];
const fleet = [
  { name: "one", tasks: ["fetch"] },
  { name: "two", tasks: ["note"] },
];

describe("findWiringProblems", () => {
  test("finds none where every task has one handler and one process", () => {
    expect(
      findWiringProblems({ handled: ["fetch", "note"], listeners, fleet }),
    ).toEqual([]);
  });

  test("a task in the fleet without handler", () => {
    expect(findWiringProblems({ handled: ["note"], listeners, fleet })).toEqual(
      [expect.stringMatching(/^Process one works on task fetch,/)],
    );
  });

  test("a handler whose task no process works on", () => {
    expect(
      findWiringProblems({
        handled: ["fetch", "note", "forgotten"],
        listeners,
        fleet,
      }),
    ).toEqual([expect.stringMatching(/^Task forgotten has a handler but/)]);
  });

  test("two handlers for one task", () => {
    expect(
      findWiringProblems({
        handled: ["fetch", "fetch", "note"],
        listeners,
        fleet,
      }),
    ).toEqual([expect.stringMatching(/^Task fetch has more than one handler/)]);
  });

  test("a task in two lines of the fleet", () => {
    expect(
      findWiringProblems({
        handled: ["fetch", "note"],
        listeners,
        fleet: [...fleet, { name: "three", tasks: ["fetch"] }],
      }),
    ).toEqual([expect.stringMatching(/^Task fetch is in more than one line/)]);
  });

  test("an event's listener without queue", () => {
    expect(
      findWiringProblems({
        handled: ["fetch"],
        listeners,
        fleet: [{ name: "one", tasks: ["fetch"] }],
      }),
    ).toEqual([expect.stringMatching(/^Event stored has the listener note/)]);
  });
});

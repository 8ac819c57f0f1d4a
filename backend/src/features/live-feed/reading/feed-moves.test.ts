import { describe, expect, test } from "vitest";
import {
  afterEntry,
  afterGoingBack,
  afterHead,
  afterJump,
  afterMiss,
  afterMissingHead,
  afterNews,
  afterSaidHead,
  afterStep,
  afterTrouble,
  beginAt,
  nextStep,
} from "./feed-moves.ts";
import type { FeedState, FeedStep, TroubleKind } from "./feed-state.ts";

const start = new Date("2026-11-20T12:00:00Z");

/** A feed whose clock the test moves: it answers each step until one comes that the test asks for. */
function simulate(
  feed: {
    /** What is there; everything else is missing. */
    entries?: (sequence: number) => boolean;
    head?: () => number | null;
    trouble?: (sequence: number) => TroubleKind | null;
  },
  position = 100,
) {
  let now = start;
  let state: FeedState = beginAt(position, now);
  const steps: FeedStep[] = [];

  function answer(step: FeedStep): FeedState {
    switch (step.kind) {
      case "wait":
        now = step.until;
        return state;
      case "read head":
        return afterSaidHead(state, feed.head?.() ?? null, now);
      case "check head":
        return feed.entries?.(step.sequence) === true
          ? afterHead(state, step.sequence)
          : afterMissingHead(state, step.sequence);
      case "read entry": {
        const trouble = feed.trouble?.(step.sequence) ?? null;
        if (trouble !== null)
          return afterTrouble(state, troubled(trouble), now);
        return feed.entries?.(step.sequence) === true
          ? afterEntry(state, now)
          : afterMiss(state, now);
      }
      case "step over":
        return afterStep(state, now);
      case "probe": {
        const trouble = feed.trouble?.(step.sequence) ?? null;
        return trouble === null
          ? afterStep(state, now)
          : afterTrouble(state, troubled(trouble), now);
      }
      case "find living":
      case "go back":
        throw new Error(`Nobody answers ${step.kind} here`);
    }
  }

  return {
    steps,
    state: () => state,
    set: (next: (state: FeedState, now: Date) => FeedState) => {
      state = next(state, now);
    },
    secondsGone: () => (now.getTime() - start.getTime()) / 1000,
    /** Goes on until the next step is one like this. */
    until(isIt: (step: FeedStep) => boolean, most = 10_000): FeedStep {
      for (let count = 0; count < most; count++) {
        const step = nextStep(state, now);
        if (isIt(step)) return step;
        steps.push(step);
        state = answer(step);
      }
      throw new Error(`It never comes: ${JSON.stringify(steps.slice(-5))}`);
    },
  };
}

const troubled = (trouble: TroubleKind) => ({ trouble, message: trouble });

const asks = (sequence: number) => (step: FeedStep) =>
  step.kind === "read entry" && step.sequence === sequence;
const is = (kind: FeedStep["kind"]) => (step: FeedStep) => step.kind === kind;

describe("reading", () => {
  test("one entry after the other without a pause while there are any", () => {
    const feed = simulate({ entries: () => true, head: () => 150 });
    feed.until(asks(200));
    expect(feed.secondsGone()).toBe(0);
    expect(feed.steps[0]).toEqual({ kind: "read head" });
    expect(feed.steps.filter(is("read entry"))).toHaveLength(99);
  });

  test("waits 6 seconds before an entry that is not there is asked for again", () => {
    let published = 100;
    const feed = simulate({ entries: (sequence) => sequence <= published });
    feed.until(is("wait"));
    expect(feed.until(is("wait"))).toEqual({
      kind: "wait",
      until: new Date(start.getTime() + 6_000),
    });
    published = 101;
    feed.until(asks(102));
    expect(feed.secondsGone()).toBe(6);
  });

  test("looks at sequence.json once a minute, and every half minute without a kill", () => {
    const feed = simulate({ entries: () => false, head: () => 60 });
    feed.until(() => feed.secondsGone() >= 120);
    const heads = feed.steps.filter(is("read head"));
    expect(heads.length).toBeGreaterThanOrEqual(4);
    expect(heads.length).toBeLessThanOrEqual(6);
  });

  test("goes on without sequence.json", () => {
    const feed = simulate({ entries: () => true, head: () => null });
    feed.until(asks(120));
    expect(feed.secondsGone()).toBe(0);
  });
});

describe("a gap", () => {
  test("is waited at until sequence.json is beyond it, then stepped over", () => {
    let head = 90;
    const feed = simulate({
      entries: (sequence) => sequence !== 105,
      head: () => head,
    });
    feed.until(() => feed.secondsGone() > 300);
    expect(feed.state().position).toBe(104);
    head = 160;
    expect(feed.until(is("step over"))).toEqual({
      kind: "step over",
      sequence: 105,
    });
    expect(feed.secondsGone()).toBeLessThan(400);
    feed.until(asks(110));
  });

  test("is not taken for one at the first look", () => {
    let isLate = true;
    const feed = simulate({
      entries: (sequence) => sequence !== 105 || !isLate,
      head: () => 160,
    });
    feed.until((step) => asks(105)(step) && feed.state().misses === 1);
    isLate = false;
    feed.until(asks(106));
    expect(feed.steps.some(is("step over"))).toBe(false);
  });

  test("is not what was missed before sequence.json went beyond it: it is asked for again", () => {
    const published = { to: 100 };
    const feed = simulate({
      entries: (sequence) => sequence <= published.to,
      head: () => published.to,
    });
    // The process stands still for minutes, and looks at sequence.json before it asks for the entry again.
    feed.until((step) => is("read head")(step) && feed.state().misses > 1);
    published.to = 160;
    feed.until(() => feed.state().position === 160);
    expect(feed.steps.some(is("step over"))).toBe(false);
  });

  test("of a few entries is stepped over entry by entry, without waiting at each", () => {
    const feed = simulate({
      entries: (sequence) => sequence < 105 || sequence > 107,
      head: () => 160,
    });
    feed.until(asks(109));
    expect(feed.secondsGone()).toBe(6);
    expect(feed.steps.filter(is("step over"))).toHaveLength(3);
  });

  test("of many is jumped over", () => {
    const feed = simulate({
      entries: (sequence) => sequence > 50_000,
      head: () => 60_000,
    });
    expect(feed.until(is("find living"))).toEqual({
      kind: "find living",
      from: 105,
      to: 60_000,
    });
    feed.set((state, now) => afterJump(state, 50_000, now));
    feed.until(asks(50_010));
    expect(feed.secondsGone()).toBe(6);
  });
});

describe("what sequence.json names", () => {
  test("is looked for before anything is stepped over because of it", () => {
    const heads = [1_000, 95];
    const feed = simulate({
      entries: (sequence) => sequence <= 100,
      head: () => heads.shift() ?? 95,
    });
    feed.until(() => feed.secondsGone() > 3600);
    expect(feed.steps.filter(is("check head"))).toEqual([
      { kind: "check head", sequence: 1_000 },
    ]);
    expect(feed.state()).toMatchObject({ position: 100, head: 95 });
  });

  test("and is not there is never believed, however often it is said, and costs two questions in half a minute", () => {
    const feed = simulate({
      entries: (sequence) => sequence <= 100,
      head: () => 1_000,
    });
    feed.until(() => feed.secondsGone() >= 3600);
    expect(feed.state()).toMatchObject({
      position: 100,
      head: null,
      missingHead: 1_000,
    });
    expect(feed.steps.some(is("step over"))).toBe(false);
    const asked = feed.steps.filter(
      (step) => is("check head")(step) || is("read head")(step),
    );
    expect(asked.length).toBeLessThanOrEqual(2 * 121);
  });

  test("is not looked for while it lags as it always does", () => {
    let published = 100;
    const feed = simulate({
      entries: (sequence) => sequence <= published,
      head: () => published - 50,
    });
    feed.until(() => {
      published = 100 + Math.floor(feed.secondsGone() / 5);
      return feed.secondsGone() > 600;
    });
    expect(feed.steps.some(is("check head"))).toBe(false);
  });

  test("and is gone by the time it is jumped to is forgotten", () => {
    const state = afterHead(beginAt(100, start), 60_000);
    expect(afterMissingHead(state, 60_000)).toMatchObject({
      position: 100,
      head: null,
    });
  });
});

describe("trouble", () => {
  function waits(kind: TroubleKind, count: number): number[] {
    let state = beginAt(1, start);
    return Array.from({ length: count }, () => {
      state = afterTrouble(state, troubled(kind), start);
      return (state.notBefore.getTime() - start.getTime()) / 1000;
    });
  }

  test("too many requests: 30 seconds, growing; a ban: much longer", () => {
    expect(waits("limited", 6)).toEqual([30, 60, 120, 240, 480, 600]);
    expect(waits("refused", 4)).toEqual([600, 1200, 2400, 3600]);
    expect(waits("away", 7)).toEqual([5, 10, 20, 40, 80, 120, 120]);
    expect(waits("away", 2_000).at(-1)).toBe(120);
  });

  test("is over with the first answer", () => {
    const state = afterTrouble(beginAt(1, start), troubled("limited"), start);
    expect(afterEntry(state, start).trouble).toBeNull();
    expect(afterMiss(state, start).trouble).toBeNull();
  });

  test.each(["unreadable", "away"] as const)(
    "an entry that is %s for ever is stepped over when the next one is not",
    (kind) => {
      const feed = simulate({
        entries: () => true,
        head: () => 160,
        trouble: (sequence) => (sequence === 105 ? kind : null),
      });
      feed.until(asks(110));
      expect(feed.steps.filter(is("probe"))).toEqual([
        { kind: "probe", sequence: 106 },
      ]);
      expect(feed.secondsGone()).toBeLessThan(10 * 60);
    },
  );

  test.each(["unreadable", "away"] as const)(
    "a feed that is %s as a whole is waited for where it is",
    (kind) => {
      let isBroken = true;
      const feed = simulate({
        entries: () => true,
        head: () => 160,
        trouble: (sequence) => (sequence >= 105 && isBroken ? kind : null),
      });
      feed.until(() => feed.secondsGone() > 24 * 3600);
      expect(feed.state().position).toBe(104);
      isBroken = false;
      feed.until(asks(110));
      expect(feed.secondsGone()).toBeLessThan(24 * 3600 + 1200);
    },
  );

  test("a limit never makes us look at other entries", () => {
    const feed = simulate({ trouble: () => "limited" });
    feed.until(() => feed.secondsGone() > 24 * 3600);
    expect(feed.steps.some(is("probe"))).toBe(false);
    expect(feed.state().position).toBe(100);
  });
});

describe("a feed that began anew, or repeats itself", () => {
  test("is read again from where sequence.json is, once there is nothing new for long", () => {
    const feed = simulate(
      { entries: (sequence) => sequence <= 5_000, head: () => 5_000 },
      90_000,
    );
    expect(feed.until(is("go back"))).toEqual({ kind: "go back", to: 5_000 });
    expect(feed.secondsGone()).toBeGreaterThan(30 * 60);
  });

  test("is left after some hundred entries that tell nothing new", () => {
    const feed = simulate({ entries: () => true, head: () => 100 });
    expect(feed.until(is("go back"))).toEqual({ kind: "go back", to: 100 });
    expect(feed.state().position).toBeLessThan(500);
    feed.set((state, now) => afterGoingBack(state, 100, now));
    expect(feed.until(asks(101))).toBeDefined();
    expect(feed.secondsGone()).toBe(60);
  });

  test("has to say anew where it is before it is gone back to once more", () => {
    const heads = [100];
    const feed = simulate({
      entries: () => true,
      head: () => heads.shift() ?? null,
    });
    feed.until(is("go back"));
    feed.set((state, now) => afterGoingBack(state, 100, now));
    feed.until(asks(2_000));
    expect(feed.steps.some(is("go back"))).toBe(false);
  });

  test("is not gone back to where nothing is", () => {
    const feed = simulate({ entries: () => false, head: () => 500 }, 90_000);
    feed.until(() => feed.secondsGone() > 4 * 3600);
    expect(feed.steps.some(is("go back"))).toBe(false);
    expect(feed.steps.filter(asks(90_001)).length).toBeGreaterThan(2_000);
  });

  test("is believed as long as it brings news, whatever sequence.json says", () => {
    const feed = simulate({ entries: () => true, head: () => 5_000 }, 90_000);
    for (let round = 0; round < 40; round++) {
      feed.until(asks(90_010 + round * 10));
      feed.set(afterNews);
      feed.set((state, now) => ({
        ...state,
        notBefore: new Date(now.getTime() + 60_000),
      }));
    }
    expect(feed.steps.some(is("go back"))).toBe(false);
  });
});

import { describe, expect, it } from "vitest";
import { createMovableClock } from "../../kernel/index.ts";
import { createSeal } from "./seal.ts";

const minuteMs = 60_000;
const secret = "a session secret that nobody knows";

function sealFor(options: { secret?: string; purpose?: string } = {}) {
  const clock = createMovableClock({
    now: () => new Date("2026-11-21T12:00:00Z"),
  });
  const seal = createSeal({
    secret,
    purpose: "login flow",
    lifetimeMs: 10 * minuteMs,
    clock,
    ...options,
  });
  return { seal, clock };
}

describe("a sealed value", () => {
  it("opens unchanged within its lifetime and shows nothing outside", async () => {
    const { seal, clock } = sealFor();
    const sealed = await seal.seal({ verifier: "very-secret" });
    expect(sealed).not.toContain("very-secret");
    clock.advance(9 * minuteMs);
    expect(await seal.open(sealed)).toEqual({ verifier: "very-secret" });
  });

  it("does not open when it is too old", async () => {
    const { seal, clock } = sealFor();
    const sealed = await seal.seal({ a: 1 });
    clock.advance(10 * minuteMs + 1000);
    expect(await seal.open(sealed)).toBeNull();
  });

  it("does not open when it was altered or made elsewhere", async () => {
    const { seal } = sealFor();
    const sealed = await seal.seal({ a: 1 });
    const other = sealFor({ secret: "another secret" }).seal;
    const elsewhere = sealFor({ purpose: "another cookie" }).seal;
    expect(await seal.open(await other.seal({ a: 1 }))).toBeNull();
    expect(await seal.open(await elsewhere.seal({ a: 1 }))).toBeNull();
    for (const altered of [
      "",
      "x",
      "a.b.c.d.e",
      sealed.slice(0, -4) + "AAAA",
      "A" + sealed,
    ])
      expect(await seal.open(altered), altered).toBeNull();
  });
});

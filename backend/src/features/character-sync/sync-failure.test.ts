import { describe, expect, it } from "vitest";
import { RejectedError, UnavailableError } from "../../kernel/index.ts";
import { EsiRefusedError } from "../../platform/esi/index.ts";
import { syncFailure } from "./sync-failure.ts";

const now = new Date("2026-11-21T12:00:00Z");
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);
const refused = (status: number, reason: string) =>
  syncFailure(new EsiRefusedError("the list", status, reason), now);

describe("what a failed check means for the pilot", () => {
  it("is late until EVE is back, and the queue brings it back", () => {
    const retryAt = minutes(7);
    expect(syncFailure(new UnavailableError("", { retryAt }), now)).toEqual({
      state: "late",
      nextSyncAt: retryAt,
      isRetried: true,
      message: expect.stringContaining("12:07 UTC") as unknown,
    });
    expect(syncFailure(new UnavailableError(""), now)).toMatchObject({
      nextSyncAt: minutes(1),
    });
  });

  it.each([
    ["ESI_AWAY", "EVE's API is away"],
    ["ESI_SPENT", "allows for this list in 15 minutes are used up"],
    ["ESI_SLOW", "asked this site to slow down"],
    ["SSO_AWAY", "EVE's login server does not answer"],
  ])("says what is away (%s)", (code, words) => {
    const { message } = syncFailure(new UnavailableError("", { code }), now);
    expect(message).toContain(words);
    expect(message).toContain("12:01 UTC");
  });

  it("is late for an hour when fresh tokens are refused", () => {
    for (const [status, reason] of [
      [401, "Unauthorized - Invalid token"],
      [403, "token is expired"],
      [403, "token expiry is too far in the future"],
      [403, "unexpected end of JSON input"],
    ] as const)
      expect(refused(status, reason)).toMatchObject({
        state: "late",
        nextSyncAt: minutes(60),
        isRetried: false,
      });
  });

  it.each([
    [403, "token is not valid for scope: x", "does not include"],
    [403, "token and character_id mismatch", "(token and character_id"],
    [404, "Character not found", "no longer knows this character"],
  ])("stops after %d %s, with a sentence", (status, reason, sentence) => {
    expect(refused(status, reason)).toEqual({
      state: "stopped",
      nextSyncAt: null,
      isRetried: false,
      message: expect.stringContaining(sentence) as unknown,
    });
  });

  it("stops when the authorisation has ended", () => {
    const ended = new RejectedError(
      "AUTHORISATION_ENDED",
      "It was taken back.",
    );
    expect(syncFailure(ended, now)).toMatchObject({
      state: "stopped",
      message: "It was taken back.",
    });
  });

  it("is late and nobody's secret when the fault is ours", () => {
    for (const error of [
      new TypeError("x is undefined"),
      new EsiRefusedError("the list", 400, "bad date"),
    ])
      expect(syncFailure(error, now)).toMatchObject({
        state: "late",
        nextSyncAt: minutes(15),
        isRetried: true,
        message: expect.stringContaining("operator") as unknown,
      });
  });
});

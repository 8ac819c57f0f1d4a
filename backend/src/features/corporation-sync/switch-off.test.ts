import { expect, test } from "vitest";
import { RejectedError, UnavailableError } from "../../kernel/index.ts";
import { EsiRefusedError } from "../../platform/esi/index.ts";
import { scopeMissing } from "../character-sync/index.ts";
import { switchOffFor } from "./switch-off.ts";

const refused = (status: number, reason: string) =>
  new EsiRefusedError("GET /corporations/1/killmails/recent", status, reason);

test.each([
  ["Character does not have required role(s)", /no director any more/],
  ["Character is not in the corporation", /left the corporation/],
  ["Something new", /refuses .*\(Something new\)/],
])("403 (%s) switches off for good, and says why", (reason, message) => {
  expect(switchOffFor(refused(403, reason))).toMatchObject({
    state: "refused",
    message: expect.stringMatching(message) as unknown,
  });
});

test("what the next login can mend waits for it", () => {
  expect(switchOffFor(new RejectedError(scopeMissing, "no"))).toMatchObject({
    state: "login",
  });
  expect(
    switchOffFor(new RejectedError("AUTHORISATION_ENDED", "Taken back.")),
  ).toEqual({ state: "login", message: "Taken back." });
});

test.each([
  new UnavailableError("ESI is away"),
  refused(401, "Unauthorized - Invalid token"),
  refused(403, "token is expired"),
  refused(404, "Requested page does not exist!"),
  new RejectedError("NOT_LINKED", "gone"),
  new Error("a bug"),
])("%s says nothing of the director", (error) => {
  expect(switchOffFor(error)).toBeNull();
});

import { CombinedGraphQLErrors } from "@apollo/client/errors";
import { describe, expect, it } from "vitest";
import { errorText } from "./error-text.ts";

describe("an error's text", () => {
  it("says what the server said", () => {
    const error = new CombinedGraphQLErrors({
      errors: [
        { message: "Too many checks", extensions: { code: "RATE_LIMITED" } },
      ],
    });
    expect(errorText(error)).toMatchObject({
      message: "Too many checks",
      needsLogin: false,
    });
  });

  it("asks to log in when the session has ended", () => {
    const error = new CombinedGraphQLErrors({
      errors: [{ message: "no", extensions: { code: "UNAUTHENTICATED" } }],
    });
    expect(errorText(error).needsLogin).toBe(true);
  });

  it("blames the line for anything else", () => {
    expect(errorText(new TypeError("Failed to fetch")).title).toBe(
      "KillReport can not be reached",
    );
  });
});

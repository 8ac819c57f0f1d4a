import { describe, expect, test } from "vitest";
import {
  callbackUrl,
  killmailScopes,
  pilot,
  testSimulator,
} from "../testing/test-simulator.ts";

const authorizeUrl = (
  base: string,
  parameters: Record<string, string>,
): string =>
  `${base}/v2/oauth/authorize?${new URLSearchParams({
    response_type: "code",
    client_id: "simulator-demo",
    redirect_uri: callbackUrl,
    scope: killmailScopes,
    state: "abc",
    ...parameters,
  }).toString()}`;

describe("the authorize page", () => {
  test("shows pilots to choose from, finds them by name and id, and offers to cancel", async () => {
    const simulator = await testSimulator();
    const page = await (await fetch(authorizeUrl(simulator.url, {}))).text();
    expect(page).toContain("Choose a character");
    expect(page).toContain("error=access_denied&#38;state=abc");
    expect(page.match(/class="name"/g)).toHaveLength(40);
    const found = await (
      await fetch(authorizeUrl(simulator.url, { search: String(pilot) }))
    ).text();
    expect(found.match(/class="name"/g)).toHaveLength(1);
    const link =
      /href="(\/v2[^"]+)"/.exec(found)?.[1]?.replaceAll("&#38;", "&") ?? "";
    const chosen = await fetch(simulator.url + link, { redirect: "manual" });
    expect(chosen.status).toBe(302);
    expect(chosen.headers.get("location")).toMatch(
      /\/auth\/callback\?code=[\w-]+&state=abc$/,
    );
  });

  test("escapes what it was asked", async () => {
    const simulator = await testSimulator();
    const page = await (
      await fetch(
        authorizeUrl(simulator.url, { search: '"><script>x</script>' }),
      )
    ).text();
    expect(page).not.toContain("<script>");
  });

  test.each([
    [{ client_id: "nobody" }, "invalid_request", "Client could not be found."],
    [
      { redirect_uri: "https://evil.example/" },
      "invalid_request",
      "The redirect URL does not match any of the configured values for this client.",
    ],
    [
      { state: "" },
      "invalid_request",
      "Some parameters are either missing or invalid",
    ],
    [
      { response_type: "id" },
      "invalid_request",
      "Some parameters are either missing or invalid",
    ],
    [
      { code_challenge_method: "plain" },
      "invalid_request",
      "Some parameters are either missing or invalid",
    ],
    [
      { scope: "esi-nothing.read.v1" },
      "invalid_scope",
      "Some parameters are either missing or invalid",
    ],
  ])(
    "refuses %o with a JSON body on its own host",
    async (parameters, error, description) => {
      const simulator = await testSimulator();
      const answer = await fetch(authorizeUrl(simulator.url, parameters), {
        redirect: "manual",
      });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toEqual({
        error,
        error_description: description,
      });
    },
  );

  test("wants a registered redirect address to the letter", async () => {
    const simulator = await testSimulator({
      clients: [
        { id: "app", secret: "s", redirectUris: ["https://app.example/cb"] },
      ],
    });
    const status = async (redirectUri: string): Promise<number> =>
      (
        await fetch(
          authorizeUrl(simulator.url, {
            client_id: "app",
            redirect_uri: redirectUri,
            simulate_character: String(pilot),
          }),
          { redirect: "manual" },
        )
      ).status;
    expect(await status("https://app.example/cb")).toBe(302);
    expect(await status("https://app.example/cb/")).toBe(400);
    expect(await status("http://localhost/cb")).toBe(400);
  });
});

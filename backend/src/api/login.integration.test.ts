import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestSite } from "../../../tests/support/test-site.ts";
import { ask } from "./test-support/ask.ts";
import { createBrowser, type Browser } from "./test-support/browser.ts";

let site: Awaited<ReturnType<typeof startTestSite>>;
let pilots: number[];

beforeAll(async () => {
  site = await startTestSite({ withWorkers: false });
  const answer = await fetch(
    `${site.simulator.url}/simulator/characters?limit=3`,
  );
  const { characters } = (await answer.json()) as {
    characters: { id: number }[];
  };
  pilots = characters.map(({ id }) => id);
});
afterAll(() => site.close());

const countAccounts = () => site.database.prisma.account.count();

/** From the login button to the address that SSO sends the browser back to. */
async function chooseAtSso(
  browser: Browser,
  choice: Record<string, string>,
  wayIn = "/auth/login",
): Promise<URL> {
  const begun = await browser.visit(wayIn);
  const authorize = new URL(begun.headers.get("location") ?? "");
  for (const [name, value] of Object.entries(choice))
    authorize.searchParams.set(name, value);
  const chosen = await fetch(authorize, { redirect: "manual" });
  return new URL(chosen.headers.get("location") ?? "");
}

const simulate = (pilot: number | undefined) => ({
  simulate_character: String(pilot),
});

async function me(browser: Browser) {
  const answer = await ask(
    site.url,
    "{ me { id characters { id name authorisation sync { state } } } }",
    { cookie: browser.cookieHeader() },
  );
  return answer.data?.["me"] as {
    id: string;
    characters: { id: string }[];
  } | null;
}

describe("logging in", () => {
  it("starts at SSO with a sealed cookie for the way back alone", async () => {
    const browser = createBrowser(site.url);
    const begun = await browser.visit("/auth/login");
    expect(begun.status).toBe(302);
    expect(begun.headers.get("cache-control")).toBe("no-store");
    const [cookie = ""] = begun.headers.getSetCookie();
    expect(cookie).toMatch(/^killreport_login=/);
    for (const attribute of ["HttpOnly", "SameSite=Lax", "Path=/auth"])
      expect(cookie).toContain(attribute);
    const { searchParams } = new URL(begun.headers.get("location") ?? "");
    expect(searchParams.get("code_challenge_method")).toBe("S256");
  });

  it("ends at the page, with a session and nothing secret in the address", async () => {
    const browser = createBrowser(site.url);
    expect(await me(browser)).toBeNull();
    const back = await chooseAtSso(browser, simulate(pilots[0]));
    const done = await browser.visit(back.href);
    expect([done.status, done.headers.get("location")]).toEqual([302, "/"]);
    expect(done.headers.get("cache-control")).toBe("no-store");
    const cookie =
      done.headers
        .getSetCookie()
        .find((line) => line.startsWith("killreport_session=")) ?? "";
    for (const attribute of ["HttpOnly", "SameSite=Lax", "Path=/"])
      expect(cookie).toContain(attribute);
    expect(await me(browser)).toMatchObject({
      characters: [
        {
          id: String(pilots[0]),
          authorisation: "ACTIVE",
          sync: { state: "QUEUED" },
        },
      ],
    });
  });

  it.each([
    ["/settings", "/settings"],
    ["/kill/123", "/kill/123"],
    ["//evil.test", "/"],
    ["/\\evil.test", "/"],
    ["https://evil.test/", "/"],
    ["/settings?next=//evil.test", "/"],
    ["/../evil", "/"],
  ])("asked to go on at %s goes on at %s", async (wanted, place) => {
    const browser = createBrowser(site.url);
    const back = await chooseAtSso(
      browser,
      simulate(pilots[0]),
      `/auth/login?to=${encodeURIComponent(wanted)}`,
    );
    const done = await browser.visit(back.href);
    expect([done.status, done.headers.get("location")]).toEqual([302, place]);
  });

  it("while logged in adds the character, under a fresh session", async () => {
    const browser = createBrowser(site.url);
    await browser.visit((await chooseAtSso(browser, simulate(pilots[1]))).href);
    const first = { me: await me(browser), cookie: browser.cookieHeader() };
    await browser.visit((await chooseAtSso(browser, simulate(pilots[2]))).href);
    const second = await me(browser);
    expect(second?.id).toBe(first.me?.id);
    expect(second?.characters.map(({ id }) => Number(id))).toEqual(
      pilots.slice(1, 3),
    );
    expect(browser.cookieHeader()).not.toBe(first.cookie);
    const old = await ask(site.url, "{ me { id } }", { cookie: first.cookie });
    expect(old.data).toEqual({ me: null });
  });
});

describe("a browser that logged in with wider scopes once", () => {
  const corporation = "esi-killmails.read_corporation_killmails.v1";
  const asked = (answer: Response) =>
    new URL(answer.headers.get("location") ?? "").searchParams.get("scope");

  it("asks for them first from then on; another is sent on to a second authorisation", async () => {
    const browser = createBrowser(site.url);
    browser.keep(`killreport_scopes=${corporation}~no-scope`);
    const begun = await browser.visit("/auth/login");
    expect(asked(begun)).toContain(corporation);
    expect(asked(begun)).not.toContain("no-scope");
    await browser.visit((await chooseAtSso(browser, simulate(pilots[0]))).href);

    const other = createBrowser(site.url);
    const back = await chooseAtSso(other, simulate(pilots[0]));
    const onward = await other.visit(back.href);
    expect(onward.status).toBe(302);
    expect(asked(onward)).toContain(corporation);
    const authorize = new URL(onward.headers.get("location") ?? "");
    authorize.searchParams.set("simulate_character", String(pilots[0]));
    const chosen = await fetch(authorize, { redirect: "manual" });
    const done = await other.visit(chosen.headers.get("location") ?? "");
    expect([done.status, done.headers.get("location")]).toEqual([302, "/"]);
    expect(other.cookieHeader()).toContain(`killreport_scopes=${corporation}`);
    expect((await me(other))?.characters).toHaveLength(1);

    await other.visit("/auth/login");
    await other.visit("/auth/callback?error=access_denied");
    expect(other.cookieHeader()).not.toContain("killreport_scopes");
  });
});

describe("a login that goes wrong stores nothing and says why", () => {
  async function expectRefused(
    browser: Browser,
    address: string,
    status = 400,
  ): Promise<string> {
    const before = await countAccounts();
    const answer = await browser.visit(address);
    const html = await answer.text();
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toMatch(/^text\/html/);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(html).toContain(`href="/auth/login"`);
    expect(await me(browser)).toBeNull();
    expect(await countAccounts()).toBe(before);
    return html;
  }

  it("cancelled", async () => {
    const browser = createBrowser(site.url);
    const back = await chooseAtSso(browser, simulate(pilots[0]));
    back.searchParams.delete("code");
    back.searchParams.set("error", "access_denied");
    await expectRefused(browser, back.href);
  });

  it("with a wrong state", async () => {
    const browser = createBrowser(site.url);
    const back = await chooseAtSso(browser, simulate(pilots[0]));
    back.searchParams.set("state", "<script>alert(1)</script>");
    expect(await expectRefused(browser, back.href)).not.toContain("<script>");
  });

  it("of an older tab, without taking the newer tab's login with it", async () => {
    const browser = createBrowser(site.url);
    const older = await chooseAtSso(browser, simulate(pilots[1]));
    const newer = await chooseAtSso(browser, simulate(pilots[1]));
    await expectRefused(browser, older.href);
    const done = await browser.visit(newer.href);
    expect([done.status, done.headers.get("location")]).toEqual([302, "/"]);
    expect(await me(browser)).not.toBeNull();
    expect(browser.cookieHeader()).not.toContain("killreport_login");
  });

  it("asked for by HEAD", async () => {
    const browser = createBrowser(site.url);
    const back = await chooseAtSso(browser, simulate(pilots[0]));
    for (const address of [back.href, new URL("/auth/login", site.url).href]) {
      const answer = await fetch(address, {
        method: "HEAD",
        redirect: "manual",
        headers: { cookie: browser.cookieHeader() },
      });
      expect(answer.status).toBe(404);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    // The code was not used up either.
    await browser.visit(back.href);
    expect(await me(browser)).not.toBeNull();
  });

  it("of another browser", async () => {
    const back = await chooseAtSso(
      createBrowser(site.url),
      simulate(pilots[0]),
    );
    await expectRefused(createBrowser(site.url), back.href);
  });

  it("replayed", async () => {
    const browser = createBrowser(site.url);
    const back = await chooseAtSso(browser, simulate(pilots[0]));
    const flow = browser.cookieHeader();
    await browser.visit(back.href);
    const thief = createBrowser(site.url);
    thief.keep(flow);
    await expectRefused(thief, back.href);
  });

  it("while EVE SSO is down", async () => {
    const browser = createBrowser(site.url);
    const back = await chooseAtSso(browser, simulate(pilots[0]));
    await fault({ service: "sso", status: 503 });
    await expectRefused(browser, back.href, 503);
    await fetch(`${site.simulator.url}/simulator/faults`, { method: "DELETE" });
  });
});

async function fault(body: object): Promise<void> {
  const answer = await fetch(`${site.simulator.url}/simulator/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.ok).toBe(true);
}

describe("/auth/logout", () => {
  it("asks first, and takes the answer from this site alone", async () => {
    const browser = createBrowser(site.url);
    await browser.visit((await chooseAtSso(browser, simulate(pilots[0]))).href);
    const asked = await browser.visit("/auth/logout");
    expect([asked.status, await asked.text()]).toEqual([
      200,
      expect.stringContaining(`<form method="post" action="/auth/logout">`),
    ]);
    for (const origin of [undefined, "null", "http://evil.test"]) {
      const refused = await browser.submit("/auth/logout", origin);
      expect(refused.status).toBe(403);
    }
    expect(await me(browser)).not.toBeNull();

    const cookie = browser.cookieHeader();
    const done = await browser.submit("/auth/logout", site.url);
    expect([done.status, done.headers.get("location")]).toEqual([303, "/"]);
    expect(browser.cookieHeader()).toBe("");
    const old = await ask(site.url, "{ me { id } }", { cookie });
    expect(old.data).toEqual({ me: null });
  });
});

import { afterAll, beforeAll, expect, it } from "vitest";
import { createMovableClock } from "../backend/src/kernel/index.ts";
import { type Lives, leadLives } from "./support/lives.ts";
import { runCommand } from "./support/run-command.ts";
import { createSiteClient, type SiteClient } from "./support/site-client.ts";
import { startTestSite } from "./support/test-site.ts";

const clock = createMovableClock();
let site: Awaited<ReturnType<typeof startTestSite>>;
let client: SiteClient;
let lives: Lives;

beforeAll(async () => {
  site = await startTestSite({
    clock,
    simulator: { clock },
    // What ends here is meant to.
    env: { LOG_LEVEL: "error" },
  });
  client = createSiteClient(site.url);
  const buyer = createSiteClient(site.url);
  lives = await leadLives(site, client, buyer, async (minutes) => {
    clock.advance(minutes * 60_000);
    for (const { run } of site.app.duties) await run(clock.now());
  });
});
afterAll(() => site.close());

interface Told {
  characterId: number;
  state: string;
  message: string;
  notice: string | null;
  nextSyncAt: string | null;
}

const status = (...args: string[]) => runCommand(site, "sync-status", ...args);

it("tells of every life what the settings page tells its owner", async () => {
  const { code, out } = await status("--json");
  expect(code).toBe(1);
  const { characters } = JSON.parse(out) as { characters: Told[] };
  const { me } = await client.query<{
    me: { characters: { id: string; sync: Told }[] };
  }>(`{ me { characters { id sync { state message notice nextSyncAt } } } }`);
  expect(me.characters).toHaveLength(Object.keys(lives.ids).length);
  for (const { id, sync } of me.characters) {
    const told = characters.find((one) => String(one.characterId) === id);
    expect(told).toMatchObject({
      state: sync.state.toLowerCase(),
      message: sync.message,
      notice: sync.notice,
    });
    expect(told?.nextSyncAt === null).toBe(sync.nextSyncAt === null);
  }
});

it.each([
  ["well", "idle", /Up to date\./],
  ["revoked", "stopped", /no longer accepts .* log in with it again/],
  ["rescoped", "stopped", /no longer accepts .* log in with it again/],
  ["narrowed", "stopped", /does not include reading killmails: log in again/],
  ["sold", "stopped", /If it has another owner now, unlink it\./],
  ["deleted", "stopped", /EVE no longer knows this character: it was deleted/],
  ["moved", "idle", /This character has changed corporation \(noticed on /],
] as const)(
  "of a character whose life is: %s",
  async (life, state, sentence) => {
    const id = lives.ids[life];
    const { code, out } = await status(String(id));
    expect(out).toMatch(new RegExp(`^${id} .* ${state} `, "m"));
    expect(out).toMatch(sentence);
    expect(code).toBe(state === "stopped" ? 1 : 0);
  },
);

it("of an unlinked one that it is not linked any more", async () => {
  const { code, out } = await status(String(lives.unlinked));
  expect(code).toBe(1);
  expect(out).toMatch(
    /is not linked any more, since \d{4}-.*: The pilot unlinked the character\./,
  );
});

it("of a bought one how it stands with its buyer", async () => {
  const { out } = await status(String(lives.bought));
  expect(out).toMatch(
    new RegExp(`^${lives.bought} .* (idle|running|queued) `, "m"),
  );
});

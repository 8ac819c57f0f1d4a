import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMovableClock } from "../../backend/src/kernel/index.ts";
import { realData } from "../support/real-data.ts";
import { say } from "../support/say.ts";
import { createSiteClient, type SiteClient } from "../support/site-client.ts";
import { startTestSite } from "../support/test-site.ts";
import { until } from "../support/until.ts";

/** 1,216 of the day files' mails have one of its members as victim or final blow. */
const corporationId = 98370861;

if (!existsSync(realData))
  say(`Skipped: real killmails are not at ${realData}`);

interface Switch {
  isEnabled: boolean;
  state: string;
  message: string;
  listed: number;
  stored: number;
  directors: number;
  lastSyncAt: string | null;
}

describe.skipIf(!existsSync(realData))(
  "a corporation of the real New Eden",
  () => {
    const clock = createMovableClock();
    let site: Awaited<ReturnType<typeof startTestSite>>;
    let directorIds: number[];
    const clients = new Map<number, SiteClient>();

    beforeAll(async () => {
      site = await startTestSite({
        clock,
        simulator: { clock, dataFolder: realData },
      });
      const { killmail_id: any = 0 } =
        site.simulator.listForCorporation(corporationId)[0] ?? {};
      expect(any).toBeGreaterThan(0);
      const found = await fetch(
        `${site.simulator.url}/simulator/characters?limit=500`,
      );
      const { characters } = (await found.json()) as {
        characters: { id: number; corporationId: number; roles: string[] }[];
      };
      const members = characters.filter(
        (one) => one.corporationId === corporationId,
      );
      directorIds = members
        .filter(({ roles }) => roles.includes("Director"))
        .map(({ id }) => id);
    });
    afterAll(() => site.close());

    async function switchOn(characterId: number): Promise<void> {
      const client = createSiteClient(site.url);
      clients.set(characterId, client);
      await client.login(characterId);
      const { setCorporationSync } = await client.query<{
        setCorporationSync: { upgradeUrl: string };
      }>(
        `mutation ($id: ID!) { setCorporationSync(characterId: $id, enabled: true) { upgradeUrl } }`,
        { id: characterId },
      );
      await client.login(characterId, setCorporationSync.upgradeUrl);
    }

    async function view(characterId: number): Promise<Switch> {
      const { me } = await (clients.get(characterId) as SiteClient).query<{
        me: { characters: { id: string; corporationSync: Switch }[] };
      }>(
        `{ me { characters { id corporationSync { isEnabled state message listed stored directors lastSyncAt } } } }`,
      );
      return me.characters[0]?.corporationSync as Switch;
    }

    async function loseRole(characterId: number): Promise<void> {
      const answer = await fetch(
        `${site.simulator.url}/simulator/characters/${characterId}`,
        {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ roles: [], dropCaches: true }),
        },
      );
      expect(answer.ok).toBe(true);
    }

    const spent = (characterId: number) =>
      site.simulator
        .requests()
        .filter(
          ({ group, subject }) =>
            group === "corp-killmail" && subject?.endsWith(`:${characterId}`),
        )
        .reduce((sum, { tokenCost = 0 }) => sum + tokenCost, 0);

    /** One check of the whole list, as a command orders it. */
    async function check(watcher: number): Promise<void> {
      const before = (await view(watcher)).lastSyncAt;
      const order = { force: true, full: true };
      expect(await site.app.corporationSync.queueDue(clock.now(), order)).toBe(
        1,
      );
      await until("the check is done", async () => {
        const { lastSyncAt, state } = await view(watcher);
        return lastSyncAt !== before && state === "IDLE";
      });
    }

    it("arrives whole once a director turns the switch on", async () => {
      const listed = site.simulator.listForCorporation(corporationId);
      const [first = 0] = directorIds;
      const startedAt = performance.now();
      await switchOn(first);
      await until(
        "all mails are stored",
        async () => (await view(first)).stored === listed.length,
        280_000,
      );
      const seconds = (performance.now() - startedAt) / 1000;
      expect(listed).toHaveLength(1_216);
      expect(await view(first)).toMatchObject({
        isEnabled: true,
        listed: 1_216,
        stored: 1_216,
        directors: 1,
      });
      const { rows } = await site.database.pool.query<{ id: number }>(
        "SELECT killmail_id AS id FROM corporation_observations ORDER BY 1",
      );
      expect(rows.map(({ id }) => id)).toEqual(
        listed.map(({ killmail_id }) => killmail_id).sort((a, b) => a - b),
      );
      say(
        `${corporationId}: ${listed.length} mails stored ${seconds.toFixed(1)} s after the switch, for ${spent(first)} tokens`,
      );
    }, 300_000);

    it("is not opened by a member without the role", async () => {
      const { rows } = await site.database.pool.query<{ id: string }>(
        "SELECT DISTINCT victim_character_id AS id FROM killmails WHERE victim_corporation_id = $1 AND victim_character_id <> ALL($2)",
        [corporationId, directorIds],
      );
      const memberId = Number(rows[0]?.id);
      await switchOn(memberId);
      const refused = await until("the role was read", async () => {
        const found = await view(memberId);
        return found.state === "REFUSED" && found;
      });
      expect(refused.message).toContain("does not have the role Director");
    });

    it("costs each of two directors half", async () => {
      const [first = 0, second = 0] = directorIds;
      await switchOn(second);
      await until(
        "both are on",
        async () => (await view(first)).directors === 2,
      );
      await until("at rest", async () => (await view(first)).state === "IDLE");
      clock.advance(16 * 60_000);
      const before = [spent(first), spent(second)] as const;
      for (let round = 0; round < 6; round++) await check(first);
      const costs = [spent(first) - before[0], spent(second) - before[1]];
      expect(costs).toEqual([12, 12]);
      say(
        `${corporationId}: six whole checks cost two directors ${costs.join(" and ")} tokens`,
      );
    });

    it("goes on with one alone while the other's bucket is empty", async () => {
      const [first = 0, second = 0] = directorIds;
      clock.advance(16 * 60_000);
      const { demoClient } = site.simulator;
      const subject = `${demoClient.id}:${first}`;
      // Somebody else of the same application has spent them: one more call in this name would be answered 429.
      site.simulator.spendTokens("corp-killmail", subject, 30);
      await site.database.prisma.esiSpend.create({
        data: {
          group: "corp-killmail",
          subject,
          spentAt: clock.now(),
          tokens: 30,
          settledAt: clock.now(),
        },
      });
      const before = [spent(first), spent(second)] as const;
      for (let round = 0; round < 3; round++) await check(second);
      // Two pages of two tokens each.
      expect([spent(first) - before[0], spent(second) - before[1]]).toEqual([
        0, 12,
      ]);
      expect(await view(first)).toMatchObject({
        isEnabled: true,
        directors: 2,
      });
    });

    it("goes on with one alone when the other lost the role, which is noticed within one check", async () => {
      const [first = 0, second = 0] = directorIds;
      await loseRole(first);
      clock.advance(61 * 60_000);
      // The one whose turn it is may still be a director; the next check is the other's.
      await check(second);
      await check(second);
      expect(await view(first)).toMatchObject({
        isEnabled: false,
        state: "REFUSED",
      });
      expect((await view(first)).message).toContain("no director any more");
      const before = spent(first);
      await check(second);
      expect(spent(first)).toBe(before);
      expect(await view(second)).toMatchObject({
        isEnabled: true,
        directors: 1,
      });
    });

    it("is read no more once the last director lost the role, after one check", async () => {
      const [, second = 0] = directorIds;
      await loseRole(second);
      clock.advance(61 * 60_000);
      const before = spent(second);
      const order = { force: true, full: true };
      await site.app.corporationSync.queueDue(clock.now(), order);
      const off = await until("the switch is off", async () => {
        const found = await view(second);
        return !found.isEnabled && found;
      });
      expect(off.state).toBe("REFUSED");
      expect(off.message).toContain("no director any more");
      expect(spent(second)).toBe(before);
      clock.advance(61 * 60_000);
      expect(await site.app.corporationSync.queueDue(clock.now())).toBe(0);
    });
  },
);

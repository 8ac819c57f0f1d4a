import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Zkb } from "../boards/zkb.ts";
import type { Simulator } from "../simulator.ts";
import { startSimulator } from "../start-simulator.ts";
import { dataFolder, whyWithoutData } from "../testing/data-folder.ts";
import { control, pilot, testSimulator } from "../testing/test-simulator.ts";
import { killmailHash } from "../world/killmail-hash.ts";
import type { Killmail } from "../world/killmail.ts";

type Listed = Killmail & { zkb: Zkb };

const get = (
  simulator: Simulator,
  path: string,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${simulator.services.zkillboard}/api/${path}`, {
    headers: { "user-agent": "tests (mail)", ...headers },
    redirect: "manual",
  });

async function list(simulator: Simulator, path: string): Promise<Listed[]> {
  const answer = await get(simulator, path);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Listed[];
}

async function refusal(simulator: Simulator, path: string): Promise<unknown> {
  const answer = await get(simulator, path);
  expect(answer.status).toBe(200);
  return answer.json();
}

const ids = (listed: Listed[]): number[] =>
  listed.map((mail) => mail.killmail_id);

const anHourMs = 3_600_000;

describe("zKillboard's list of kills", () => {
  test("has whole mails with its block, newest first, of victims and all attackers", async () => {
    const simulator = await testSimulator();
    const other = pilot + 1;
    const { id, hash } = await simulator.addKillmail({
      killmail_time: "2026-11-21T11:00:00Z",
      victim: { character_id: pilot + 2 },
      attackers: [
        { character_id: other, final_blow: true },
        { character_id: pilot },
      ],
    });
    const listed = await list(simulator, `characterID/${pilot}/`);
    expect(ids(listed)).toEqual([...ids(listed)].sort((a, b) => b - a));
    const mail = listed.find(({ killmail_id }) => killmail_id === id);
    expect(mail?.zkb).toMatchObject({ hash, npc: false, solo: false });
    expect(mail && killmailHash(mail)).toBe(hash);
    expect(simulator.listFor(pilot).map((m) => m.killmail_id)).not.toContain(
      id,
    );
    const kills = await list(simulator, `kills/characterID/${pilot}/`);
    const losses = await list(simulator, `losses/characterID/${pilot}/`);
    expect(ids(kills)).toContain(id);
    expect(ids(losses)).not.toContain(id);
    expect(kills.length + losses.length).toBe(listed.length);
    const finals = await list(
      simulator,
      `characterID/${pilot}/finalblow-only/`,
    );
    expect(ids(finals)).not.toContain(id);
    for (const final of finals)
      expect(final.attackers.find((a) => a.final_blow)?.character_id).toBe(
        pilot,
      );
  });

  test("filters by corporation, alliance, hull, group, place and label", async () => {
    const simulator = await testSimulator();
    const all = await list(simulator, "corporationID/98900001/");
    const systemId = all[0]?.solar_system_id ?? 0;
    simulator.clock.advance(1_000);
    const [inSystem, hulls, frigates, highsec] = [
      await list(simulator, `corporationID/98900001/systemID/${systemId}/`),
      await list(simulator, "losses/corporationID/98900001/shipTypeID/670/"),
      await list(simulator, "losses/corporationID/98900001/groupID/29/"),
      await list(simulator, "allianceID/99900001/highsec/npc/0/"),
    ];
    expect(inSystem.length).toBeGreaterThan(0);
    for (const mail of inSystem) expect(mail.solar_system_id).toBe(systemId);
    expect(hulls.length).toBeGreaterThan(0);
    for (const mail of hulls) expect(mail.victim.ship_type_id).toBe(670);
    expect(frigates.length).toBeGreaterThanOrEqual(hulls.length);
    for (const { zkb } of highsec) {
      expect(zkb.labels).toContain("loc:highsec");
      expect(zkb.npc).toBe(false);
    }
    const region = await list(simulator, "regionID/11000901/");
    for (const { zkb } of region) expect(zkb.labels).toContain("loc:w-space");
    const label = encodeURIComponent("#:5+");
    for (const { zkb } of await list(simulator, `label/${label}/`))
      expect(zkb.labels).toContain("#:5+");
    const place = region[0]?.zkb.locationID ?? 0;
    for (const { zkb } of await list(simulator, `locationID/${place}/`))
      expect(zkb.locationID).toBe(place);
  });

  test("gives 200 a page, by month as well, and one by id", async () => {
    const simulator = await testSimulator();
    const victim = { character_id: pilot };
    simulator.addKillmails(450, {
      victim,
      killmail_time: "2026-10-05T10:00:00Z",
    });
    const month = `characterID/${pilot}/year/2026/month/10/`;
    const pages = [
      await list(simulator, month),
      await list(simulator, `${month}page/2/`),
      await list(simulator, `${month}page/3/`),
      await list(simulator, `${month}page/4/`),
    ];
    expect(pages.map((page) => page.length).slice(0, 2)).toEqual([200, 200]);
    expect(new Set(pages.flatMap(ids)).size).toBe(
      pages.reduce((sum, page) => sum + page.length, 0),
    );
    expect(pages.flat().length).toBeGreaterThanOrEqual(450);
    expect(pages[3]).toEqual([]);
    for (const mail of pages.flat())
      expect(mail.killmail_time.slice(0, 7)).toBe("2026-10");
    const [one] = pages[1] ?? [];
    expect(await list(simulator, `killID/${one?.killmail_id ?? 0}/`)).toEqual([
      one,
    ]);
  });

  test("holds kills back that are younger than five minutes, and shows what it has shown for an hour", async () => {
    const simulator = await testSimulator();
    const path = `kills/characterID/${pilot}/`;
    const before = ids(await list(simulator, path));
    const { id } = await simulator.addKillmail({
      attackers: [{ character_id: pilot }],
    });
    const again = `${path}year/2026/`;
    expect(ids(await list(simulator, again))).not.toContain(id);
    simulator.clock.advance(300_000);
    const fresh = await get(simulator, `${path}month/11/`);
    expect(ids((await fresh.json()) as Listed[])).toContain(id);
    expect(fresh.headers.get("cache-control")).toBe("public, max-age=3600");
    expect(
      Date.parse(fresh.headers.get("expires") ?? "") -
        Date.parse(fresh.headers.get("date") ?? ""),
    ).toBe(anHourMs);
    expect(ids(await list(simulator, path))).toEqual(before);
    simulator.clock.advance(anHourMs);
    expect(ids(await list(simulator, path))).toContain(id);
  });

  test("knows nothing of private mails until they are published", async () => {
    const simulator = await testSimulator();
    const { id } = await simulator.addKillmail(
      { killmail_time: "2026-11-21T10:00:00Z" },
      { isPublic: false },
    );
    expect(await list(simulator, `killID/${id}/`)).toEqual([]);
    simulator.publishKillmail(id);
    simulator.clock.advance(anHourMs);
    expect(ids(await list(simulator, `killID/${id}/`))).toEqual([id]);
  });

  test("can answer in the shape of 2019", async () => {
    const simulator = await testSimulator();
    const path = `characterID/${pilot}/`;
    const whole = await list(simulator, path);
    simulator.setZkillboardShape("short");
    expect(await list(simulator, path)).toEqual(
      whole.map(({ killmail_id, zkb }) => ({ killmail_id, zkb })),
    );
    await control(simulator, "/zkillboard", { shape: "full" });
    expect(await list(simulator, path)).toEqual(whole);
  });
});

describe("what zKillboard refuses", () => {
  test.each([
    ["page/1/", "Please provide an entity filter first."],
    ["year/2026/month/1/", "Please provide an entity filter first."],
    ["characterID/1,2/", /separated by commas/],
    ["characterID/01/", "Do not prefix values with 0"],
    ["characterID/abc/", "abc is not an integer"],
    ["character/1/", /please use characterID/],
    ["characterID/1/zkbOnly/", /zkbOnly is an invalid parameter/],
    ["characterID/1/startTime/202611010000/", /no longer supported/],
    ["characterID/1/limit/5/", /limit/],
    ["characterID/1/beforeKillID/5/", /permanently disabled/],
    ["characterID/1/orderDirection/asc/", /no longer supported/],
    ["characterID/1/no-items/", /permanently disabled/],
    ["characterID/1/page/101/", "101 is not a valid entry for page"],
    ["characterID/1/pastSeconds/4000/", /multiple of 3600/],
    ["characterID/1/pastSeconds/608400/", /not a valid entry/],
    ["characterID/1/year/2006/", /not a valid entry/],
    ["characterID/1/npc/2/", /Only values of 0 or 1/],
    ["iskValue/5/", /multiple of 500m/],
    ["characterID/1//page/2/", /double slash/],
  ])("%s comes with status 200 and a reason", async (path, reason) => {
    const simulator = await testSimulator();
    expect(await refusal(simulator, path)).toEqual({
      error:
        typeof reason === "string"
          ? reason
          : (expect.stringMatching(reason) as unknown),
    });
  });

  test("a query string is 403; without a slash at the end the last segment is not seen", async () => {
    const simulator = await testSimulator();
    const answer = await get(simulator, `characterID/${pilot}/?a=1`);
    expect([answer.status, await answer.text()]).toEqual([
      403,
      "403 Forbidden - Do not include a query string to evade cache",
    ]);
    expect(await list(simulator, `characterID/${pilot}`)).toEqual(
      await list(simulator, "kills/"),
    );
  });

  test("more than 40 errors in five minutes lead away; more than 10 requests a second are too many", async () => {
    const simulator = await testSimulator();
    for (let made = 0; made < 41; made++) {
      simulator.clock.advance(200);
      await refusal(simulator, "page/1/");
    }
    simulator.clock.advance(2_000);
    const away = await get(simulator, `characterID/${pilot}/`);
    expect([away.status, away.headers.get("location")]).toEqual([
      302,
      "/zkillboard/api/blocked.json",
    ]);
    simulator.clock.advance(300_000);
    for (let asked = 0; asked < 10; asked++)
      await list(simulator, `characterID/${pilot}/`);
    expect((await get(simulator, `characterID/${pilot}/`)).status).toBe(429);
    const blank = await get(simulator, "kills/", { "user-agent": " " });
    expect(blank.status).toBe(403);
  });

  test("the old day files are gone, prices and posting work", async () => {
    const simulator = await testSimulator();
    expect((await get(simulator, "history/20261120.json")).status).toBe(404);
    const price = (await (await get(simulator, "prices/587/")).json()) as {
      typeID: number;
      currentPrice: number;
    };
    expect(price.typeID).toBe(587);
    expect(price.currentPrice).toBeGreaterThan(1_000);
    const { id, hash } = await simulator.addKillmail({}, { isPublic: false });
    const post = async (wanted: string): Promise<unknown> =>
      (
        await fetch(
          `${simulator.services.zkillboard}/api/killmail/add/${id}/${wanted}/`,
          { method: "POST", headers: { "user-agent": "tests" } },
        )
      ).json();
    expect(await post("0".repeat(40))).toMatchObject({ status: "error" });
    expect(await post(hash)).toMatchObject({ status: "success", new: true });
    expect(await post(hash)).toMatchObject({ status: "success", new: false });
    expect(simulator.feed.state().newest?.killmailId).toBe(id);
  });
});

if (dataFolder === undefined) test.skip(whyWithoutData);
else
  describe("with real killmails", () => {
    let simulator: Simulator;
    beforeAll(async () => {
      simulator = await startSimulator({ port: 0, dataFolder });
    }, 120_000);
    afterAll(() => simulator.stop());

    test("a pilot has the 155 mails of ESI's list and 11 where he only helped, 166 for good", async () => {
      const path = "characterID/95877094/year/2021/month/11/";
      const listed = await list(simulator, path);
      expect(listed).toHaveLength(166);
      const inGame = new Set(
        simulator.listFor(95_877_094).map((mail) => mail.killmail_id),
      );
      expect(inGame.size).toBe(155);
      const helped = listed.filter((mail) => !inGame.has(mail.killmail_id));
      expect(helped).toHaveLength(11);
      for (const mail of helped) {
        const own = mail.attackers.find(
          (attacker) => attacker.character_id === 95_877_094,
        );
        expect(own?.final_blow).toBe(false);
        expect(killmailHash(mail)).toBe(mail.zkb.hash);
      }
      simulator.clock.advance(100 * 24 * anHourMs);
      expect(simulator.listFor(95_877_094)).toEqual([]);
      expect(ids(await list(simulator, path))).toEqual(ids(listed));
    }, 60_000);

    test("zKillboard's own block is served where the data have it", async () => {
      const [keepstar] = await list(simulator, "killID/131126432/");
      expect(keepstar?.attackers).toHaveLength(3_753);
      const labelled = keepstar?.zkb.labels ?? [];
      expect(labelled).toContain("#:1000+");
    });
  });

import { describe, expect, test } from "vitest";
import { dataFolder } from "../../testing/data-folder.ts";
import { esi, pilot, testSimulator } from "../../testing/test-simulator.ts";
import type { Killmail, KillmailReference } from "../../world/killmail.ts";
import type { Simulator } from "../../simulator.ts";

interface Side {
  alliance_id?: number;
  corporation_id?: number;
  isk_destroyed: number;
  ships_killed: number;
}

interface WarAnswer {
  id: number;
  declared: string;
  started: string;
  finished?: string;
  mutual: boolean;
  open_for_allies: boolean;
  aggressor: Side;
  defender: Side;
  allies?: Omit<Side, "isk_destroyed" | "ships_killed">[];
}

async function read<Answer>(
  simulator: Simulator,
  path: string,
): Promise<Answer> {
  const answer = await esi(simulator, path);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("x-ratelimit-group")).toBe("killmail");
  expect(answer.headers.get("cache-control")).toMatch(/max-age=3(600|599)/);
  return (await answer.json()) as Answer;
}

const mailsOf = async (simulator: Simulator, warId: number) => {
  const references = await read<KillmailReference[]>(
    simulator,
    `/wars/${warId}/killmails`,
  );
  return Promise.all(
    references.map(async ({ killmail_id, killmail_hash }) => {
      const answer = await esi(
        simulator,
        `/killmails/${killmail_id}/${killmail_hash}`,
      );
      return (await answer.json()) as Killmail;
    }),
  );
};

describe("wars", () => {
  test("of the invented world are a few, each between two of its sides, with all their mails", async () => {
    const simulator = await testSimulator();
    const ids = await read<number[]>(simulator, "/wars");
    expect(ids.length).toBeGreaterThan(2);
    expect(ids.length).toBeLessThanOrEqual(6);
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
    for (const warId of ids) {
      const war = await read<WarAnswer>(simulator, `/wars/${warId}`);
      const sides = [war.aggressor, war.defender];
      const own = (party: { alliance_id?: number; corporation_id?: number }) =>
        sides.findIndex(
          (side) =>
            side.alliance_id === party.alliance_id &&
            (side.corporation_id ?? party.corporation_id) ===
              party.corporation_id,
        );
      const mails = await mailsOf(simulator, warId);
      expect(mails.length).toBeGreaterThan(0);
      expect(war.aggressor.ships_killed + war.defender.ships_killed).toBe(
        mails.length,
      );
      for (const mail of mails) {
        expect(mail.war_id).toBe(warId);
        const striker = mail.attackers.find(({ final_blow }) => final_blow);
        expect([own(mail.victim), own(striker ?? {})].toSorted()).toEqual([
          0, 1,
        ]);
        expect(mail.killmail_time >= war.started).toBe(true);
        expect(mail.killmail_time < (war.finished ?? "9")).toBe(true);
      }
    }
  });

  test("are listed below an id, answer to their ETag, and show new mails when ESI's answer has expired", async () => {
    const simulator = await testSimulator();
    const ids = await read<number[]>(simulator, "/wars");
    const [newest = 0, second = 0] = ids;
    expect(await read(simulator, `/wars?max_war_id=${newest}`)).toEqual(
      ids.slice(1),
    );
    expect(await read(simulator, `/wars?max_war_id=${second}`)).toEqual(
      ids.slice(2),
    );
    const added = await simulator.addKillmail(
      { victim: { character_id: pilot }, war_id: newest + 7 },
      { isPublic: false },
    );
    expect(await read(simulator, "/wars")).toEqual(ids);
    simulator.clock.advance(3_600_000);
    const fresh = await esi(simulator, "/wars");
    expect(await fresh.json()).toEqual([newest + 7, ...ids]);
    expect(await read(simulator, `/wars/${newest + 7}/killmails`)).toEqual([
      { killmail_id: added.id, killmail_hash: added.hash },
    ]);
    const etag = fresh.headers.get("etag") ?? "";
    const again = await esi(simulator, "/wars", {
      headers: { "if-none-match": etag },
    });
    expect(again.status).toBe(304);
  });

  test("that nobody has declared are not found; what is no number is refused", async () => {
    const simulator = await testSimulator();
    for (const path of ["/wars/1", "/wars/1/killmails"]) {
      const answer = await esi(simulator, path);
      expect(answer.status).toBe(404);
      expect(await answer.json()).toEqual({ error: "War not found!" });
    }
    for (const path of ["/wars/x", "/wars?max_war_id=x"])
      expect((await esi(simulator, path)).status).toBe(400);
  });

  test.runIf(dataFolder !== undefined)(
    "of real mails are those they name",
    async () => {
      const simulator = await testSimulator({ dataFolder });
      const ids = await read<number[]>(simulator, "/wars");
      expect(ids).toContain(712_578);
      expect(
        await read<KillmailReference[]>(simulator, "/wars/712578/killmails"),
      ).toHaveLength(147);
      const war = await read<WarAnswer>(simulator, "/wars/712578");
      expect(war.id).toBe(712_578);
      expect(Date.parse(war.declared)).toBeLessThan(Date.parse(war.started));
    },
  );
});

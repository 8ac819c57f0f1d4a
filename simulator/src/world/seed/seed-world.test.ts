import { describe, expect, test } from "vitest";
import { killmailHash } from "../killmail-hash.ts";
import type { Killmail } from "../killmail.ts";
import type { World } from "../world.ts";
import { createSeedWorld } from "./seed-world.ts";

const dayMs = 24 * 3_600_000;
const morning = Date.parse("2026-11-21T12:00:00Z");

function worldAt(timeMs: number, seed = 7, liveKillsEveryMs = 0) {
  const time = { ms: timeMs };
  const clock = { now: () => new Date(time.ms) };
  return { time, world: createSeedWorld({ seed, clock, liveKillsEveryMs }) };
}

function allKillmails(world: World): Killmail[] {
  const byId = new Map<number, Killmail>();
  for (const characterId of world.people.characterIds())
    for (const { killmail_id, killmail_hash } of world.listForCharacter(
      characterId,
    )) {
      const killmail = world.killmail(killmail_id, killmail_hash);
      if (killmail) byId.set(killmail_id, killmail);
    }
  return [...byId.values()].sort((a, b) => a.killmail_id - b.killmail_id);
}

const lengths = (world: World): number[] =>
  world.people.characterIds().map((id) => world.listForCharacter(id).length);

describe("an invented world", () => {
  test("is the same for the same seed and another for another", () => {
    const one = allKillmails(worldAt(morning).world);
    const same = allKillmails(worldAt(morning).world);
    const other = allKillmails(worldAt(morning, 8).world);
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
  });

  test("keeps ids, hashes and bodies over a restart, whenever that is", () => {
    const before = worldAt(morning).world;
    const after = worldAt(morning + 3 * dayMs + 12_345).world;
    const known = before.listForCharacter(2_129_000_002);
    const still = new Set(
      after.listForCharacter(2_129_000_002).map((mail) => mail.killmail_hash),
    );
    const recent = known.filter(
      ({ killmail_id, killmail_hash }) =>
        Date.parse(
          before.killmail(killmail_id, killmail_hash)?.killmail_time ?? "",
        ) >
        morning - 80 * dayMs,
    );
    expect(recent.length).toBeGreaterThan(20);
    for (const mail of recent) {
      expect(still).toContain(mail.killmail_hash);
      expect(after.killmail(mail.killmail_id, mail.killmail_hash)).toEqual(
        before.killmail(mail.killmail_id, mail.killmail_hash),
      );
    }
  });

  test("gives each pilot dozens up to some 160 killmails on any day", () => {
    for (const start of [
      morning,
      morning + 40 * dayMs,
      Date.parse("2024-02-29T03:00:00Z"),
    ]) {
      const found = lengths(worldAt(start).world);
      expect(Math.min(...found)).toBeGreaterThan(10);
      expect(Math.max(...found)).toBeLessThan(175);
      expect(
        found.reduce((sum, length) => sum + length) / found.length,
      ).toBeGreaterThan(60);
    }
  });

  test("stands still without live kills and lives with them", () => {
    const still = worldAt(morning);
    const before = lengths(still.world);
    still.time.ms += 3_600_000;
    expect(lengths(still.world)).toEqual(before);

    const alive = worldAt(morning, 7, 10_000);
    const total = (): number =>
      lengths(alive.world).reduce((sum, length) => sum + length);
    const atStart = total();
    alive.time.ms += 600_000;
    expect(total() - atStart).toBeGreaterThan(60);
  });

  test("still answers for what happened live before a restart, without listing it", () => {
    const before = worldAt(morning, 7, 10_000);
    const known = new Set(
      allKillmails(before.world).map((mail) => mail.killmail_id),
    );
    before.time.ms += 600_000;
    const live = allKillmails(before.world).filter(
      (mail) => !known.has(mail.killmail_id),
    );
    expect(live.length).toBeGreaterThan(50);
    const after = worldAt(morning + 3_600_000, 7, 10_000).world;
    for (const mail of live)
      expect(after.killmail(mail.killmail_id, killmailHash(mail))).toEqual(
        mail,
      );
    const [first] = live;
    expect(
      after.killmail(first?.killmail_id ?? 0, "0".repeat(40)),
    ).toBeUndefined();
  });

  test("survives a clock moved by a year without inventing every minute of it", () => {
    const { world, time } = worldAt(morning, 7, 10_000);
    time.ms += 365 * dayMs;
    expect(world.listForCharacter(2_129_000_002).length).toBeGreaterThan(100);
  });

  test("releases some killmails late", () => {
    const late = [0, 10, 20, 30].flatMap((days) => {
      const start = morning + days * dayMs;
      const { world, time } = worldAt(start, 7, 3_600_000);
      const seen = new Set(allKillmails(world).map((mail) => mail.killmail_id));
      time.ms += 2 * dayMs;
      return allKillmails(world).filter(
        (mail) =>
          !seen.has(mail.killmail_id) && Date.parse(mail.killmail_time) < start,
      );
    });
    expect(late.length).toBeGreaterThan(0);
  });
});

describe("every invented killmail", () => {
  const { world } = worldAt(morning, 7);
  const mails = allKillmails(world);

  test("has one final blow, attackers in the order of damage, and damage that adds up", () => {
    for (const { attackers, victim } of mails) {
      expect(attackers.filter((attacker) => attacker.final_blow)).toHaveLength(
        1,
      );
      const damage = attackers.map((attacker) => attacker.damage_done);
      expect(damage).toEqual([...damage].sort((a, b) => b - a));
      expect(damage.reduce((sum, done) => sum + done)).toBe(
        victim.damage_taken,
      );
      expect(Math.min(...damage)).toBeGreaterThanOrEqual(0);
    }
  });

  test("names a weapon exactly where it names a character, and NPCs without one", () => {
    const attackers = mails.flatMap((mail) => mail.attackers);
    for (const attacker of attackers) {
      expect(attacker.weapon_type_id === undefined).toBe(
        attacker.character_id === undefined,
      );
      if (attacker.character_id === undefined)
        expect(attacker.security_status).toBe(0);
    }
    expect(
      attackers.some((attacker) => attacker.faction_id !== undefined),
    ).toBe(true);
  });

  test("has items that dropped or were destroyed, nested one level, copies as singleton 2", () => {
    const items = mails.flatMap((mail) => mail.victim.items ?? []);
    const nested = items.flatMap((item) => item.items ?? []);
    for (const item of [...items, ...nested]) {
      expect(
        (item.quantity_dropped === undefined) !==
          (item.quantity_destroyed === undefined),
      ).toBe(true);
      expect([0, 2]).toContain(item.singleton);
      expect(world.universe.type(item.item_type_id)?.name).toBeTypeOf("string");
    }
    expect(nested.length).toBeGreaterThan(0);
    expect(nested.some((item) => item.items !== undefined)).toBe(false);
    expect(items.some((item) => item.singleton === 2)).toBe(true);
  });

  test("refers to systems, hulls and weapons that exist, in all kinds of space", () => {
    const systems = mails.map((mail) =>
      world.universe.system(mail.solar_system_id),
    );
    expect(systems.every((system) => system !== undefined)).toBe(true);
    expect(systems.some((system) => (system?.security ?? 0) >= 0.45)).toBe(
      true,
    );
    expect(systems.some((system) => (system?.id ?? 0) >= 31_000_000)).toBe(
      true,
    );
    for (const { victim, attackers } of mails) {
      expect(world.universe.type(victim.ship_type_id)).toBeDefined();
      for (const { ship_type_id, weapon_type_id } of attackers)
        for (const id of [ship_type_id, weapon_type_id])
          if (id !== undefined) expect(world.universe.type(id)).toBeDefined();
    }
  });

  test("has a hash by the formula and an id that rises with time", () => {
    const times = mails.map((mail) => Date.parse(mail.killmail_time));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    for (const mail of mails)
      expect(world.killmail(mail.killmail_id, killmailHash(mail))).toEqual(
        mail,
      );
  });

  test("is a capsule in about a quarter of the cases, at times a structure", () => {
    const capsules = mails.filter((mail) =>
      [670, 33328].includes(mail.victim.ship_type_id),
    );
    expect(capsules.length / mails.length).toBeGreaterThan(0.2);
    expect(capsules.length / mails.length).toBeLessThan(0.34);
    expect(mails.some((mail) => mail.victim.character_id === undefined)).toBe(
      true,
    );
  });
});

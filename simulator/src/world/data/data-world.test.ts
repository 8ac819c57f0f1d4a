import { describe, expect, test } from "vitest";
import { join } from "node:path";
import { dataFolder, whyWithoutData } from "../../testing/data-folder.ts";
import { killmailHash } from "../killmail-hash.ts";
import { sampleRecipients } from "../sample-recipients.ts";
import { stage } from "../staged-world.ts";
import { createDataWorld } from "./data-world.ts";
import type { ArchivedKillmail } from "./killmail-archive.ts";
import { readJsonl } from "./read-jsonl.ts";

if (dataFolder === undefined) test.skip(whyWithoutData);
else
  describe("a world of real killmails", () => {
    const folder: string = dataFolder ?? "";
    const time = { ms: Date.parse("2026-11-21T12:00:00Z") };
    const clock = { now: () => new Date(time.ms) };
    const world = createDataWorld({ folder, clock });

    test.each([
      [95_877_094, 155],
      [91_335_009, 95],
      [2_115_820_644, 40],
      [96_795_488, 1],
    ])(
      "lists for character %i the %i mails where it is victim or final blow",
      (id, count) => {
        const listed = world.listForCharacter(id);
        expect(listed).toHaveLength(count);
        for (const { killmail_id, killmail_hash } of listed) {
          const killmail = world.killmail(killmail_id, killmail_hash);
          const finalBlow = killmail?.attackers.find(
            (attacker) => attacker.final_blow,
          );
          expect([
            killmail?.victim.character_id,
            finalBlow?.character_id,
          ]).toContain(id);
          expect(killmail && killmailHash(killmail)).toBe(killmail_hash);
        }
      },
    );

    test("stands just after the newest day file", () => {
      expect(world.killmailClock().toISOString()).toBe(
        "2021-12-01T00:00:00.000Z",
      );
    });

    test("lists 1,216 mails of corporation 98370861, newest first", () => {
      const listed = world.listForCorporation(98_370_861);
      expect(listed).toHaveLength(1_216);
      const ids = listed.map((mail) => mail.killmail_id);
      expect(ids).toEqual([...ids].sort((a, b) => b - a));
      const directors = world.people
        .characterIds()
        .filter((id) => world.people.character(id)?.roles.includes("Director"))
        .filter(
          (id) => world.people.character(id)?.corporationId === 98_370_861,
        );
      expect(directors.length).toBeGreaterThan(1);
    });

    test("answers for mails outside the day files by id and hash only, without the dumps' own keys", () => {
      let answered = 0;
      for (const line of readJsonl<ArchivedKillmail>(
        join(folder, "killmails", "varied.jsonl"),
      )) {
        const hash = line.killmail_hash ?? killmailHash(line);
        const killmail = world.killmail(line.killmail_id, hash);
        const {
          killmail_hash: _hash,
          http_last_modified: _modified,
          ...rest
        } = line;
        const { source: _source, zkb: _zkb, ...esiShape } = rest;
        expect(killmail).toEqual(esiShape);
        answered++;
      }
      expect(answered).toBe(329);
      expect(world.killmail(131_126_432, "0".repeat(40))).toBeUndefined();
      const victim = 1_000_000_000_000;
      expect(world.listForCharacter(victim)).toEqual([]);
    });

    test("knows nothing of the fabricated ones", () => {
      const real = new Set(
        [
          ...readJsonl<ArchivedKillmail>(
            join(folder, "killmails", "varied.jsonl"),
          ),
        ].map((mail) => mail.killmail_id),
      );
      for (const mail of readJsonl<Partial<ArchivedKillmail>>(
        join(folder, "killmails", "fabricated.jsonl"),
      )) {
        if (mail.killmail_id === undefined || real.has(mail.killmail_id))
          continue;
        expect(
          world.killmail(mail.killmail_id, mail.killmail_hash ?? ""),
        ).toBeUndefined();
      }
    });

    test("every real hash obeys the formula", () => {
      let checked = 0;
      for (const mail of readJsonl<ArchivedKillmail>(
        join(folder, "killmails", "2021-11-30.jsonl.gz"),
      )) {
        if (killmailHash(mail) !== mail.killmail_hash)
          throw new Error(`hash of ${mail.killmail_id} is not by the formula`);
        checked++;
      }
      expect(checked).toBe(11_721);
    });

    test("has a stable name for everybody, real where one is known", () => {
      expect(world.people.character(2_115_820_644)?.name).toBe("zxentiza");
      expect(world.people.character(95_877_094)?.name).toBe("Edrik Ragnaros");
      expect(world.universe.system(30_000_142)?.name).toBe("Jita");
      expect(world.universe.type(587)?.name).toBe("Rifter");
    });

    test("gives a sample of 200 characters and 10 corporations, replays it, and lists it fast", () => {
      const staged = stage(world, { ...clock, advance: () => undefined });
      const wanted = {
        characters: 200,
        corporations: 10,
        mostMails: 1_500,
        // Dice that also choose directors with an empty list.
        seed: 2,
      };
      const sample = sampleRecipients(staged, wanted);
      expect(sample.characterIds).toHaveLength(200);
      expect(sample.corporations).toHaveLength(10);
      expect(sample.mails).toBeLessThanOrEqual(1_500);
      const { characterIds } = sample;
      const corporationIds = sample.corporations.map(({ id }) => id);
      for (const { id, directorIds } of sample.corporations) {
        expect(
          directorIds.filter((one) => characterIds.includes(one)).length,
        ).toBeGreaterThan(1);
        for (const director of directorIds)
          expect(staged.people.character(director)).toMatchObject({
            corporationId: id,
            roles: ["Director"],
          });
      }
      const listed = (): number => {
        const mails = new Set<number>();
        const lists = [
          ...characterIds.map((id) => staged.listForCharacter(id)),
          ...corporationIds.map((id) => staged.listForCorporation(id)),
        ];
        for (const mail of lists.flat()) mails.add(mail.killmail_id);
        return mails.size;
      };
      staged.replay({ characterIds, corporationIds, overMs: 600_000 });
      expect(listed()).toBe(0);
      expect(staged.listForCorporation(98_370_861).length).toBe(0);
      time.ms += 300_000;
      expect(listed()).toBe(Math.floor(sample.mails / 2));
      time.ms += 300_000;
      const startedMs = performance.now();
      expect(listed()).toBe(sample.mails);
      expect(performance.now() - startedMs).toBeLessThan(500);
      staged.endReplay();
      expect(staged.listForCorporation(98_370_861)).toHaveLength(1_216);
      time.ms -= 600_000;
    });

    test("takes added killmails on top, with the next id", () => {
      const before = world.listForCharacter(96_795_488);
      const added = world.add({ victim: { character_id: 96_795_488 } });
      expect(world.listForCharacter(96_795_488)).toEqual([added, ...before]);
      expect(added.killmail_id).toBeGreaterThan(97_000_000);
      expect(
        world.killmail(added.killmail_id, added.killmail_hash)?.victim
          .corporation_id,
      ).toBe(world.people.character(96_795_488)?.corporationId);
    });
  });

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { killmailHash } from "../killmail-hash.ts";
import type { Killmail } from "../killmail.ts";
import { createDataWorld } from "./data-world.ts";

const victimId = 90_000_001;

function killmail(id: number, time: string): Killmail {
  return {
    killmail_id: id,
    killmail_time: time,
    solar_system_id: 30_000_142,
    victim: {
      character_id: victimId,
      corporation_id: 98_000_001,
      damage_taken: 1,
      ship_type_id: 587,
    },
    attackers: [
      {
        damage_done: 1,
        final_blow: true,
        security_status: 0,
        faction_id: 500_010,
      },
    ],
  };
}

/** A data folder with killmails only: neither names nor static data are needed. */
function smallFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "simulator-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "killmails"));
  const write = (day: string, mails: Killmail[]): void => {
    const lines = mails.map((mail) =>
      JSON.stringify({ ...mail, killmail_hash: killmailHash(mail) }),
    );
    writeFileSync(
      join(folder, "killmails", `${day}.jsonl.gz`),
      gzipSync(lines.map((line) => `${line}\n`).join("")),
    );
  };
  write("2021-11-27", [
    killmail(1, "2021-11-27T06:00:00Z"),
    killmail(2, "2021-11-27T23:59:00Z"),
  ]);
  write("2021-11-28", [killmail(3, "2021-11-28T12:00:00Z")]);
  return folder;
}

test("a replay releases the days as time passes, as many times as fast", () => {
  const time = { ms: Date.parse("2026-11-21T12:00:00Z") };
  const clock = { now: () => new Date(time.ms) };
  const folder = smallFolder();
  const replay = createDataWorld({ folder, clock, replayFactor: 60 });
  const listed = (): number[] =>
    replay.listForCharacter(victimId).map((mail) => mail.killmail_id);

  expect(replay.killmailClock().toISOString()).toBe("2021-11-27T00:00:00.000Z");
  expect(listed()).toEqual([]);
  const hidden = killmail(3, "2021-11-28T12:00:00Z");
  expect(replay.killmail(3, killmailHash(hidden))).toBeUndefined();
  time.ms += 6 * 60_000;
  expect(listed()).toEqual([1]);
  time.ms += 18 * 60_000;
  expect(replay.killmailClock().toISOString()).toBe("2021-11-28T00:00:00.000Z");
  expect(listed()).toEqual([2, 1]);
  time.ms += 12 * 60_000;
  expect(listed()).toEqual([3, 2, 1]);
  expect(replay.killmail(3, killmailHash(hidden))).toEqual(hidden);
});

test("without replay everything is released and the clock stands after the last day", () => {
  const now = new Date("2026-11-21T12:00:00Z");
  const world = createDataWorld({
    folder: smallFolder(),
    clock: { now: () => now },
  });
  expect(world.killmailClock().toISOString()).toBe("2021-11-29T00:00:00.000Z");
  expect(world.listForCharacter(victimId)).toHaveLength(3);
  expect(world.people.character(victimId)?.name).toMatch(/\w+ \w+/);
});

test("a folder without day files says so", () => {
  const folder = mkdtempSync(join(tmpdir(), "simulator-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "killmails"));
  expect(() =>
    createDataWorld({ folder, clock: { now: () => new Date() } }),
  ).toThrow(/no day files/);
});

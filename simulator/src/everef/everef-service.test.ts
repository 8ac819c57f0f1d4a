import { execFileSync, spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Simulator } from "../simulator.ts";
import { startSimulator } from "../start-simulator.ts";
import { dataFolder, whyWithoutData } from "../testing/data-folder.ts";
import { testSimulator } from "../testing/test-simulator.ts";
import { killmailHash } from "../world/killmail-hash.ts";
import type { Killmail } from "../world/killmail.ts";

type Dumped = Killmail & { killmail_hash: string; http_last_modified: string };

const get = (
  simulator: Simulator,
  path: string,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${simulator.services.everef}${path}`, { headers });

async function json(simulator: Simulator, path: string): Promise<unknown> {
  const answer = await get(simulator, path);
  expect(answer.status).toBe(200);
  return answer.json();
}

const bytesOf = async (answer: Response): Promise<Buffer> =>
  Buffer.from(await answer.arrayBuffer());

/** Unpacks with the machine's own program; throws where it finds a fault. */
function membersOf(archive: Buffer): Dumped[] {
  const { status, stdout, stderr } = spawnSync("bzip2", ["-dc"], {
    input: archive,
    maxBuffer: 1e9,
  });
  if (status !== 0) throw new Error(stderr.toString());
  const mails: Dumped[] = [];
  for (let place = 0; stdout[place] !== 0;) {
    const name = stdout.toString("latin1", place, stdout.indexOf(0, place));
    const size = parseInt(
      stdout.toString("latin1", place + 124, place + 136),
      8,
    );
    const text = stdout.toString("utf8", place + 512, place + 512 + size);
    const mail = JSON.parse(text) as Dumped;
    expect(name).toBe(`killmails/${mail.killmail_id}.json`);
    mails.push(mail);
    place += 512 + Math.ceil(size / 512) * 512;
  }
  return mails;
}

const hasBzip2 = spawnSync("bzip2", ["--help"]).error === undefined;

const yesterday = "/killmails/2026/killmails-2026-11-20.tar.bz2";

describe.skipIf(!hasBzip2)("EVE Ref", () => {
  test("lists its directories down to the archives", async () => {
    const simulator = await testSimulator();
    const { everef } = simulator.services;
    expect(await json(simulator, "/index.json")).toEqual({
      path: "",
      files: [],
      directories: [
        { name: "killmails", index_url: `${everef}/killmails/index.json` },
        {
          name: "market-history",
          index_url: `${everef}/market-history/index.json`,
        },
      ],
    });
    expect(await json(simulator, "/killmails/index.json")).toMatchObject({
      path: "killmails/",
      files: [{ name: "totals.json" }],
      directories: [
        { name: "2026", index_url: `${everef}/killmails/2026/index.json` },
      ],
    });
    const year = (await json(simulator, "/killmails/2026/index.json")) as {
      files: { name: string; url: string; size: number; etag: string }[];
    };
    const totals = (await json(simulator, "/killmails/totals.json")) as Record<
      string,
      number
    >;
    expect(year.files).toHaveLength(Object.keys(totals).length);
    const last = year.files.at(-1);
    expect(last?.url).toBe(`${everef}${yesterday}`);
    const answer = await fetch(last?.url ?? "");
    expect(answer.headers.get("etag")).toBe(`"${last?.etag ?? ""}"`);
    expect((await bytesOf(answer)).length).toBe(last?.size);
  });

  test("packs each day's public mails, with hash and time, by rising id", async () => {
    const simulator = await testSimulator();
    const archive = await bytesOf(await get(simulator, yesterday));
    const mails = membersOf(archive);
    const totals = (await json(simulator, "/killmails/totals.json")) as Record<
      string,
      number
    >;
    expect(mails).toHaveLength(totals["20261120"] ?? 0);
    const { status } = spawnSync("tar", ["-tj"], { input: archive });
    expect(status).toBe(0);
    // Not every reader takes an archive that does not say what it is.
    const header = execFileSync("bzip2", ["-dc"], { input: archive });
    expect(header.subarray(257, 265).toString("latin1")).toBe("ustar\x0000");
    const ids = mails.map((mail) => mail.killmail_id);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    for (const mail of mails) {
      expect(killmailHash(mail)).toBe(mail.killmail_hash);
      expect(mail.http_last_modified).toMatch(/^2026-11-2.T..:..:..Z$/);
    }
    for (const missing of ["2026-11-21", "2019-01-01"])
      expect(
        (await get(simulator, yesterday.replace("2026-11-20", missing))).status,
      ).toBe(404);
  });

  test("writes a day again when a late mail arrives, and only then", async () => {
    const simulator = await testSimulator();
    const first = await get(simulator, yesterday);
    const before = membersOf(await bytesOf(first)).length;
    const etag = first.headers.get("etag") ?? "";
    simulator.clock.advance(24 * 3_600_000);
    const settled = await get(simulator, yesterday);
    const settledMails = membersOf(await bytesOf(settled)).length;
    expect(settledMails).toBeGreaterThanOrEqual(before);
    simulator.clock.advance(24 * 3_600_000);
    const same = await get(simulator, yesterday, {
      "if-none-match": settled.headers.get("etag") ?? "",
    });
    expect(same.status).toBe(304);
    await simulator.addKillmail({ killmail_time: "2026-11-20T10:00:00Z" });
    simulator.clock.advance(24 * 3_600_000);
    const later = await get(simulator, yesterday);
    expect(later.headers.get("etag")).not.toBe(etag);
    expect(
      Date.parse(later.headers.get("last-modified") ?? ""),
    ).toBeGreaterThan(Date.parse(first.headers.get("last-modified") ?? ""));
    expect(membersOf(await bytesOf(later))).toHaveLength(settledMails + 1);
  });

  test("a download goes on where it broke off, unless the file is another by then", async () => {
    const simulator = await testSimulator();
    const whole = await get(simulator, yesterday);
    const etag = whole.headers.get("etag") ?? "";
    const bytes = await bytesOf(whole);
    const part = await get(simulator, yesterday, {
      range: "bytes=100-",
      "if-range": etag,
    });
    expect([part.status, part.headers.get("content-range")]).toEqual([
      206,
      `bytes 100-${bytes.length - 1}/${bytes.length}`,
    ]);
    expect((await bytesOf(part)).equals(bytes.subarray(100))).toBe(true);
    const tail = await get(simulator, yesterday, { range: "bytes=-10" });
    expect((await bytesOf(tail)).equals(bytes.subarray(-10))).toBe(true);
    const beyond = await get(simulator, yesterday, {
      range: `bytes=${bytes.length}-`,
    });
    expect([beyond.status, beyond.headers.get("content-range")]).toEqual([
      416,
      `bytes */${bytes.length}`,
    ]);

    simulator.faults.add({ service: "everef", rewrite: true, drop: "midway" });
    await expect(get(simulator, yesterday).then(bytesOf)).rejects.toThrow();
    const other = await get(simulator, yesterday, {
      range: "bytes=100-",
      "if-range": etag,
    });
    expect(other.status).toBe(200);
    expect(other.headers.get("etag")).not.toBe(etag);
    const rewritten = await bytesOf(other);
    expect(rewritten.equals(bytes)).toBe(false);
    expect(membersOf(rewritten)).toEqual(membersOf(bytes));
    expect((await get(simulator, yesterday, { "if-match": etag })).status).toBe(
      412,
    );
  });

  test("archives come damaged, cut or forged when told", async () => {
    const simulator = await testSimulator();
    const whole = await get(simulator, yesterday);
    const bytes = await bytesOf(whole);
    simulator.faults.add([
      { service: "everef", damage: true },
      { service: "everef", truncate: true },
      { service: "everef", forge: "hash" },
      { service: "everef", forge: "body" },
    ]);
    const damaged = await get(simulator, yesterday);
    expect(damaged.headers.get("etag")).toBe(whole.headers.get("etag"));
    const spoiled = await bytesOf(damaged);
    expect(spoiled.length).toBe(bytes.length);
    expect(() => membersOf(spoiled)).toThrow();
    const half = await bytesOf(await get(simulator, yesterday));
    expect(half.equals(bytes.subarray(0, Math.floor(bytes.length / 2)))).toBe(
      true,
    );
    const [forged] = membersOf(await bytesOf(await get(simulator, yesterday)));
    expect(forged && killmailHash(forged)).not.toBe(forged?.killmail_hash);
    const [changed] = membersOf(await bytesOf(await get(simulator, yesterday)));
    expect(changed && killmailHash(changed)).toBe(changed?.killmail_hash);
    const [original] = membersOf(bytes);
    expect(changed?.victim.damage_taken).toBe(
      (original?.victim.damage_taken ?? 0) + 1,
    );
  });
});

if (dataFolder === undefined) test.skip(whyWithoutData);
else
  describe.skipIf(!hasBzip2)("EVE Ref with real killmails", () => {
    let simulator: Simulator;
    beforeAll(async () => {
      simulator = await startSimulator({ port: 0, dataFolder });
    }, 120_000);
    afterAll(() => simulator.stop());

    test("has the four days from the beginning", async () => {
      expect(await json(simulator, "/killmails/totals.json")).toEqual({
        20211127: 17_862,
        20211128: 17_047,
        20211129: 10_831,
        20211130: 11_721,
      });
    });

    test("packs a real day, line for line", async () => {
      const answer = await get(
        simulator,
        "/killmails/2021/killmails-2021-11-29.tar.bz2",
      );
      const mails = membersOf(await bytesOf(answer));
      expect(mails).toHaveLength(10_831);
      expect(mails[0]?.http_last_modified).toMatch(/^20..-..-..T/);
      for (const mail of mails.slice(0, 500))
        expect(killmailHash(mail)).toBe(mail.killmail_hash);
    }, 240_000);
  });

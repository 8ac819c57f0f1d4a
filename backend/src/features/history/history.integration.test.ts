import {
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { isProgramHere } from "../../../../tests/support/is-program-here.ts";
import {
  differences,
  snapshotTables,
} from "../../../../tests/support/table-snapshot.ts";
import { UnavailableError } from "../../kernel/index.ts";
import type { PublishedDays } from "../../platform/everef/index.ts";
import {
  type HistorySite,
  openHistorySite,
} from "./test-support/history-site.ts";
import { dumped, writeArchive } from "./test-support/write-archive.ts";
import { inventDay } from "./test-support/invent-day.ts";

const top = mkdtempSync(join(tmpdir(), "killreport-history-"));
const sites: HistorySite[] = [];
afterAll(async () => {
  for (const site of sites) await site.drop();
  rmSync(top, { recursive: true });
});
const openSite = async (everef: Partial<PublishedDays> = {}) => {
  const site = await openHistorySite(top, everef);
  sites.push(site);
  return site;
};

describe("files", () => {
  const mails = inventDay("2021-11-27", 1, 300);
  const lines = mails.map(dumped);
  const write = (name: string, content: string | Buffer) => {
    const path = join(top, name);
    writeFileSync(path, content);
    return path;
  };

  test("plain or gzipped, once or again", async () => {
    const site = await openSite();
    const paths = [
      write("a.jsonl", lines.slice(0, 100).join("\n")),
      write("b.jsonl.gz", gzipSync(`${lines.slice(100).join("\r\n")}\n\n`)),
    ];
    const progress: number[] = [];
    const import1 = () =>
      site.history.importFiles(paths, {
        source: "file",
        onProgress: ({ done, of }) => progress.push(done / of),
      });
    expect(await import1()).toMatchObject({ stored: 300, known: 0, failed: 0 });
    const first = await snapshotTables(site.database.pool);
    expect(await import1()).toMatchObject({
      stored: 0,
      known: 300,
      ignoredKeys: new Map([["http_last_modified", 300]]),
    });
    expect(
      differences(await snapshotTables(site.database.pool), first),
    ).toEqual([]);
    expect(progress.at(-1)).toBe(1);
  });

  test("a damaged one is taken up to there, and the next one follows", async () => {
    const site = await openSite();
    const whole = gzipSync(lines.slice(0, 150).join("\n"), { level: 0 });
    const report = await site.history.importFiles(
      [
        write("cut.jsonl.gz", whole.subarray(0, whole.length / 2)),
        write("none.jsonl.gz", "this is no gzip"),
        write(
          "c.jsonl",
          [...lines.slice(150), "{", "x".repeat(100)].join("\n"),
        ),
      ],
      { source: "file" },
    );
    expect(report.failed).toBe(2);
    expect(report.stored).toBeGreaterThan(150 + 30);
    expect(report.stored).toBeLessThan(300);
    expect(report.refused).toBeGreaterThanOrEqual(2);
    expect(report.complaints.join("\n")).toMatch(/cut\.jsonl\.gz is damaged/);
    expect(await site.count()).toBe(report.stored);
  });

  test("a line too long for a killmail is passed over with a sentence, whatever stands in it", async () => {
    const site = await openSite();
    const whole = lines.slice(0, 20);
    const [first = ""] = whole;
    const long = first.replace(
      '"victim":{',
      `"victim":{"season":[${"{},".repeat(3 * 1024 * 1024)}0],`,
    );
    expect(
      await site.history.importFiles(
        [write("long.jsonl", [...whole, long, lines[20]].join("\n"))],
        { source: "file" },
      ),
    ).toMatchObject({
      stored: 21,
      refused: 1,
      complaints: [expect.stringMatching(/^Line 21 of .* is too long/)],
    });
  });

  test("one that is not there is said before anything is done", async () => {
    const site = await openSite();
    const work = site.history.importFiles(
      [write("a.jsonl", lines[0] ?? ""), join(top, "nothing.jsonl")],
      { source: "file" },
    );
    await expect(work).rejects.toThrow(/There is no file .*nothing\.jsonl/);
    expect(await site.count()).toBe(0);
  });
});

describe.skipIf(!isProgramHere("tar") || !isProgramHere("bzip2"))(
  "archives of days",
  () => {
    const days = ["2021-11-27", "2021-11-28", "2021-11-29"];
    const textsOf = (index: number, size = 200) =>
      new Map(
        inventDay(days[index] ?? "", 1000 * (index + 1), size).map((esi) => [
          esi.killmail_id,
          dumped(esi),
        ]),
      );
    const all = { from: "2021-11-01", to: "2021-11-30" };
    let folders = 0;

    function newFolder(): string {
      const folder = join(top, `archives-${folders++}`);
      for (const [index, day] of days.entries())
        writeArchive(join(folder, "2021"), day, textsOf(index));
      return folder;
    }
    const archive = (folder: string, index: number) =>
      join(folder, "2021", `killmails-${days[index] ?? ""}.tar.bz2`);

    test("of a folder, once; what has changed, again", async () => {
      const site = await openSite();
      const folder = newFolder();
      expect(
        await site.history.importDays(
          { from: days[1] ?? "", to: "2021-11-30" },
          { folder },
        ),
      ).toMatchObject({ stored: 400, imported: 2, passedOver: 0, failed: 0 });
      expect(await site.history.importDays(all, { folder })).toMatchObject({
        stored: 200,
        imported: 1,
        passedOver: 2,
      });
      expect(await site.days()).toMatchObject(
        days.map((day) => ({
          day,
          state: "imported",
          imported: 200,
          doubtful: 0,
          refused: 0,
          expected: null,
        })),
      );
      writeArchive(join(folder, "2021"), days[1] ?? "", textsOf(1, 230));
      expect(await site.history.importDays(all, { folder })).toMatchObject({
        known: 200,
        stored: 30,
        imported: 1,
        passedOver: 2,
      });
      expect(
        await site.history.importDays(all, { folder, isForced: true }),
      ).toMatchObject({ stored: 0, known: 630, imported: 3 });
    });

    test("totals beside them decide which are complete", async () => {
      const site = await openSite();
      const folder = newFolder();
      const total = (third: number) =>
        writeFileSync(
          join(folder, "totals.json"),
          JSON.stringify({
            "20211127": 200,
            "2021-11-28": 200,
            "20211129": third,
          }),
        );
      total(230);
      const progress: number[] = [];
      const importAll = () =>
        site.history.importDays(all, {
          folder,
          onProgress: ({ done, of }) => progress.push(done / of),
        });
      expect(await importAll()).toMatchObject({ imported: 3, stored: 600 });
      expect(progress.at(-1)).toBe(600 / 630);
      expect(await importAll()).toMatchObject({
        imported: 1,
        passedOver: 2,
        known: 200,
      });
      total(200);
      expect(await importAll()).toMatchObject({ imported: 0, passedOver: 3 });
    });

    test("a damaged one fails with its reason, and the others are imported", async () => {
      const site = await openSite();
      const folder = newFolder();
      const whole = readFileSync(archive(folder, 1));
      truncateSync(archive(folder, 1), Math.floor(whole.length / 2));
      const report = await site.history.importDays(all, { folder });
      expect(report).toMatchObject({ failed: 1, imported: 2 });
      expect(report.complaints.join("\n")).toMatch(/2021-11-28.* is damaged/);
      expect(await site.days()).toMatchObject([
        { state: "imported" },
        {
          state: "failed",
          message: expect.stringContaining("damaged") as string,
        },
        { state: "imported" },
      ]);
      writeFileSync(archive(folder, 1), whole);
      expect(await site.history.importDays(all, { folder })).toMatchObject({
        failed: 0,
        imported: 1,
      });
      expect(await site.count()).toBe(600);
    });

    test("a full disk stops it with a sentence, and it goes on when there is room: the same tables as in one go", async () => {
      const [once, broken] = [await openSite(), await openSite()];
      const folder = newFolder();
      await once.history.importDays(all, { folder });
      // As PostgreSQL says it when a file can not grow, in the middle of a COPY.
      await broken.database.pool.query(`
        CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF NEW.killmail_time >= '2021-11-28 12:00+00' THEN
            RAISE 'could not extend file "base/1/2": No space left on device' USING ERRCODE = 'disk_full';
          END IF;
          RETURN NEW;
        END $$`);
      await broken.database.pool.query(
        "CREATE TRIGGER full_disk BEFORE INSERT ON killmails FOR EACH ROW EXECUTE FUNCTION full_disk()",
      );
      for (let time = 1; time <= 2; time++)
        await expect(
          broken.history.importDays(all, { folder }),
        ).rejects.toMatchObject({
          code: "DATABASE_FULL",
          message: expect.stringMatching(
            /disk is full.*Make room.*start again/,
          ) as string,
        });
      expect(await broken.count()).toBeLessThan(600);
      await broken.database.pool.query("DROP FUNCTION full_disk CASCADE");
      expect(await broken.history.importDays(all, { folder })).toMatchObject({
        failed: 0,
      });
      expect(await broken.count()).toBe(600);
      expect(
        differences(
          await snapshotTables(broken.database.pool),
          await snapshotTables(once.database.pool),
        ),
      ).toEqual([]);
    });

    test("one that is rewritten while it is read is read again", async () => {
      const folder = newFolder();
      let fetched = 0;
      let rewriting: NodeJS.Timeout | undefined;
      const site = await openSite({
        totals: () => Promise.resolve(new Map([[days[0] ?? "", 200]])),
        archive: () => {
          const path = archive(folder, 0);
          const bytes = readFileSync(path);
          if (fetched++ === 0)
            rewriting = setInterval(() => {
              writeFileSync(path, bytes);
            }, 1);
          else clearInterval(rewriting);
          return Promise.resolve({ path, etag: '"x"', bytes: 1 });
        },
      });
      const report = await site.history.importDays(all, { isKeeping: true });
      expect(report).toMatchObject({ failed: 0, imported: 1 });
      expect(fetched).toBeGreaterThan(1);
      expect(await site.count()).toBe(200);
    });

    test("stopped anywhere and started again: the same tables as in one go", async () => {
      const [once, broken] = [await openSite(), await openSite()];
      const folder = newFolder();
      await once.history.importDays(all, { folder });
      for (const stopAfter of [0, 1, 2]) {
        const stopping = new AbortController();
        let told = 0;
        if (stopAfter === 0) stopping.abort();
        await broken.history
          .importDays(all, {
            folder,
            signal: stopping.signal,
            onProgress: () => {
              if (++told === stopAfter) stopping.abort();
            },
          })
          .catch((error: unknown) =>
            expect(error).toMatchObject({ name: "AbortError" }),
          );
      }
      await broken.history.importDays(all, { folder });
      expect(
        differences(
          await snapshotTables(broken.database.pool),
          await snapshotTables(once.database.pool),
        ),
      ).toEqual([]);
    });

    test("bodies that can not be trusted are counted, and what is no killmail at all", async () => {
      const site = await openSite();
      const texts = textsOf(0);
      const [first, second, third] = [...texts.keys()];
      texts.set(
        first ?? 0,
        (texts.get(first ?? 0) ?? "").replace(
          /"killmail_hash":"./,
          '"killmail_hash":"g"',
        ),
      );
      texts.set(
        second ?? 0,
        (texts.get(second ?? 0) ?? "").replace(
          '"ship_type_id":587',
          '"ship_type_id":588',
        ),
      );
      texts.set(third ?? 0, "{");
      const folder = join(top, "odd");
      writeArchive(folder, days[0] ?? "", texts);
      const report = await site.history.importDays(all, { folder });
      expect(report).toMatchObject({ stored: 197, doubtful: 1, refused: 2 });
      expect(await site.days()).toMatchObject([
        { state: "imported", imported: 198, doubtful: 1, refused: 2 },
      ]);
    });

    test("EVE Ref being away stops it with a sentence; a day it does not have is said", async () => {
      const away = await openSite({
        totals: () =>
          Promise.reject(new UnavailableError("EVE Ref answers 503")),
      });
      await expect(away.history.importDays(all)).rejects.toThrow("503");
      const lacking = await openSite({
        totals: () => Promise.resolve(new Map([["2021-11-30", 5]])),
        archive: () => Promise.resolve(null),
      });
      const report = await lacking.history.importDays(all);
      expect(report).toMatchObject({
        failed: 1,
        complaints: ["There is no archive of 2021-11-30"],
      });
    });

    test("a folder without archives, or none at all, is said", async () => {
      const site = await openSite();
      const empty = mkdtempSync(join(top, "empty-"));
      await expect(
        site.history.importDays(all, { folder: empty }),
      ).rejects.toThrow("has no archives");
      await expect(
        site.history.importDays(all, { folder: join(empty, "x") }),
      ).rejects.toThrow("folder");
    });
  },
);

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isProgramHere } from "../../../../../tests/support/is-program-here.ts";
import { RejectedError, UnavailableError } from "../../../kernel/index.ts";
import {
  type HistorySite,
  openHistorySite,
} from "../test-support/history-site.ts";
import { inventDay } from "../test-support/invent-day.ts";
import { dumped, writeArchive } from "../test-support/write-archive.ts";

const days = [20, 21, 22, 23, 24, 25, 26].map((day) => `2021-11-${day}`);
const mailsADay = 20;

let site: HistorySite;
let top: string;
/** Why EVE Ref does not give a day. */
const withheld = new Map<string, Error>();
const asked: string[] = [];
/** What stands in archives beside killmails. */
const nonsense = new Map<number, string>();

beforeEach(async () => {
  withheld.clear();
  nonsense.clear();
  asked.length = 0;
  top = mkdtempSync(join(tmpdir(), "killreport-history-"));
  site = await openHistorySite(top, {
    totals: () => Promise.resolve(new Map(days.map((day) => [day, mailsADay]))),
    archive(day) {
      asked.push(day);
      const reason = withheld.get(day);
      if (reason !== undefined) return Promise.reject(reason);
      const firstId = 1001 + 1000 * days.indexOf(day);
      const mails = inventDay(day, firstId, mailsADay);
      const path = writeArchive(
        top,
        day,
        new Map([
          ...nonsense,
          ...mails.map((esi) => [esi.killmail_id, dumped(esi)] as const),
        ]),
      );
      return Promise.resolve({ path, etag: null, bytes: 1 });
    },
  });
});
afterEach(async () => {
  await site.drop();
  rmSync(top, { recursive: true });
});

const importAll = () =>
  site.history.importDays({ from: "2021-11-01", to: "2021-11-30" });

describe.skipIf(!isProgramHere("tar") || !isProgramHere("bzip2"))(
  "days EVE Ref does not give",
  () => {
    test.each([
      new UnavailableError("EVE Ref answers 500"),
      new RejectedError("TOO_LARGE", "EVE Ref answers with more than 1 GB"),
    ])(
      "one fails with its reason and keeps no other away: %s",
      async (reason) => {
        withheld.set(days[0] ?? "", reason);
        for (const expected of [
          { imported: 6, passedOver: 0, failed: 1 },
          { imported: 0, passedOver: 6, failed: 1 },
        ])
          expect(await importAll()).toMatchObject({
            ...expected,
            complaints: [`2021-11-20 could not be had: ${reason.message}`],
          });
        expect(await site.days()).toMatchObject([
          {
            state: "failed",
            message: expect.stringContaining(reason.message) as string,
          },
          ...days.slice(1).map((day) => ({ day, state: "imported" })),
        ]);
        withheld.clear();
        expect(await importAll()).toMatchObject({ imported: 1, failed: 0 });
        expect(await site.count()).toBe(days.length * mailsADay);
      },
    );

    test("one is told of though a hundred mails and more of another day are refused", async () => {
      for (let id = 1; id <= 150; id++) nonsense.set(id, "{");
      withheld.set(days[1] ?? "", new UnavailableError("EVE Ref answers 500"));
      const { complaints, failed } = await importAll();
      expect(failed).toBe(1);
      expect(complaints[0]).toMatch(/2021-11-21 could not be had/);
      expect(complaints).toHaveLength(101);
    });

    test("three in a row stop it with a sentence; when it is started again they come last", async () => {
      const reason = new UnavailableError("EVE Ref answers 403");
      for (const day of days) withheld.set(day, reason);
      await expect(importAll()).rejects.toMatchObject({
        name: "UnavailableError",
        message: expect.stringMatching(
          /days in a row.*2021-11-22.*answers 403.*again later/,
        ) as string,
      });
      const tried = asked.splice(0).sort();
      expect(tried.length).toBeLessThanOrEqual(4);
      expect(await site.days()).toMatchObject(
        tried.map((day) => ({ day, state: "failed" })),
      );
      withheld.clear();
      expect(await importAll()).toMatchObject({ imported: 7, failed: 0 });
      expect(asked.slice(0, 2).sort()).toEqual(
        days.slice(tried.length, tried.length + 2),
      );
    });

    test("a full disk stops it at once", async () => {
      for (const day of days)
        withheld.set(day, new RejectedError("DISK_FULL", "The disk is full"));
      await expect(importAll()).rejects.toThrow("disk is full");
      expect(asked.length).toBeLessThanOrEqual(2);
    });
  },
);

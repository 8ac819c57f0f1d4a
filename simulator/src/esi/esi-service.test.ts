import { describe, expect, test } from "vitest";
import { esi, pilot, testSimulator } from "../testing/test-simulator.ts";

describe("conditional requests", () => {
  test("answer 304 without a body to the ETag, weak or strong, and to the date", async () => {
    const simulator = await testSimulator();
    const path = "/characters/" + String(pilot);
    const first = await esi(simulator, path);
    const etag = first.headers.get("etag") ?? "";
    for (const headers of [
      { "if-none-match": etag },
      { "if-none-match": `W/${etag}` },
      { "if-modified-since": first.headers.get("last-modified") ?? "" },
    ]) {
      const answer = await esi(simulator, path, {
        headers: headers,
      });
      expect(answer.status).toBe(304);
      expect(await answer.text()).toBe("");
      expect(answer.headers.get("etag")).toBe(etag);
      expect(answer.headers.get("expires")).toBe(first.headers.get("expires"));
    }
    const stale = await esi(simulator, path, {
      headers: { "if-none-match": '"other"' },
    });
    expect(stale.status).toBe(200);
  });

  test("static data expires at 11:05 UTC", async () => {
    const simulator = await testSimulator();
    const answer = await esi(simulator, "/universe/types/587");
    expect(answer.headers.get("date")).toBe("Sat, 21 Nov 2026 12:00:30 GMT");
    expect(answer.headers.get("expires")).toBe("Sun, 22 Nov 2026 11:05:00 GMT");
    expect(answer.headers.get("last-modified")).toBe(
      "Sat, 21 Nov 2026 11:05:00 GMT",
    );
    expect(await answer.json()).toMatchObject({
      type_id: 587,
      name: "Rifter",
      group_id: 25,
    });
  });
});

describe("addresses and dates", () => {
  test("a slash at the end and old version prefixes change nothing", async () => {
    const simulator = await testSimulator();
    for (const path of ["/status", "/status/", "/latest/status/", "/v1/status"])
      expect((await esi(simulator, path)).status).toBe(200);
    const missing = await esi(simulator, "/nowhere");
    expect(missing.status).toBe(404);
    expect(missing.headers.get("x-esi-error-limit-remain")).toBe("99");
  });

  test("the compatibility date chooses the shape, from header or query", async () => {
    const simulator = await testSimulator();
    const corporation = async (
      date: string,
      query = "",
    ): Promise<[string | null, unknown]> => {
      const answer = await esi(simulator, `/corporations/98900001${query}`, {
        headers: { "x-compatibility-date": date },
      });
      return [answer.headers.get("x-compatibility-date"), await answer.json()];
    };
    const [newDate, newBody] = await corporation("2026-08-18");
    expect(newDate).toBe("2026-07-21");
    expect(newBody).toMatchObject({
      tax_rates: { isk: 0.1 },
      type: "player_owned",
    });
    const [oldDate, oldBody] = await corporation("2026-07-20");
    expect(oldDate).toBe("2020-01-01");
    expect(oldBody).toMatchObject({ tax_rate: 0.1 });
    expect((await corporation("", "?compatibility_date=2026-09-01"))[0]).toBe(
      "2026-07-21",
    );
    expect((await corporation("", ""))[0]).toBe("2020-01-01");
  });

  test.each([
    "2026-8-18",
    "yesterday",
    "2026-13-01",
    "2026-11-22",
    "2031-01-01",
  ])("the date %s is refused", async (date) => {
    const simulator = await testSimulator();
    const answer = await esi(simulator, "/status", {
      headers: { "x-compatibility-date": date },
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      error: "Invalid compatibility date",
    });
  });

  test("the list of dates and of routes is served", async () => {
    const simulator = await testSimulator();
    expect(
      await (await esi(simulator, "/meta/compatibility-dates")).json(),
    ).toMatchObject({
      compatibility_dates: expect.arrayContaining([
        "2026-08-18",
        "2020-01-01",
      ]) as unknown,
    });
    expect(await (await esi(simulator, "/meta/status")).json()).toMatchObject({
      routes: expect.arrayContaining([
        {
          method: "GET",
          path: "/killmails/{killmail_id}/{killmail_hash}",
          status: "OK",
        },
      ]) as unknown,
    });
  });
});

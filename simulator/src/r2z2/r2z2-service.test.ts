import { describe, expect, test } from "vitest";
import { control, testSimulator } from "../testing/test-simulator.ts";
import { killmailHash } from "../world/killmail-hash.ts";
import type { Killmail } from "../world/killmail.ts";
import type { Simulator } from "../simulator.ts";

interface FeedDocument {
  killmail_id: number;
  hash: string;
  esi: Killmail;
  zkb: {
    hash: string;
    labels: string[];
    totalValue: number;
    attackerCount: number;
    href: string;
  };
  uploaded_at: number;
  sequence_id: number;
  sequence_updated?: number;
}

const get = (
  simulator: Simulator,
  path: string,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${simulator.services.r2z2}${path}`, {
    headers: { "user-agent": "tests (mail)", ...headers },
  });

async function file(
  simulator: Simulator,
  sequence: number,
): Promise<FeedDocument> {
  const answer = await get(simulator, `/ephemeral/${sequence}.json`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as FeedDocument;
}

const newest = (simulator: Simulator): number => {
  const sequence = simulator.feed.state().newest?.sequence;
  if (sequence === undefined) throw new Error("the feed is empty");
  return sequence;
};

describe("the live feed", () => {
  test("publishes a kill under the next number, with ESI's body and zKillboard's block", async () => {
    const simulator = await testSimulator();
    const before = newest(simulator);
    expect((await get(simulator, `/ephemeral/${before + 1}.json`)).status).toBe(
      404,
    );
    const { id, hash } = await simulator.addKillmail();
    const document = await file(simulator, before + 1);
    expect(document).toMatchObject({
      killmail_id: id,
      hash,
      sequence_id: before + 1,
      uploaded_at: simulator.clock.now().getTime() / 1_000,
      zkb: {
        hash,
        attackerCount: 1,
        href: `https://esi.evetech.net/killmails/${id}/${hash}/`,
        labels: ["cat:6", "#:1", "npc", "loc:lowsec", "tz:au"],
      },
    });
    expect(killmailHash(document.esi)).toBe(hash);
    const { totalValue } = document.zkb;
    expect(totalValue).toBe(Math.round(totalValue * 100) / 100);
    expect(document.sequence_updated).toBeUndefined();
  });

  test("sequence.json lags: it is written when it is more than 51 behind", async () => {
    const simulator = await testSimulator();
    const shown = async (): Promise<number> => {
      const answer = await get(simulator, "/ephemeral/sequence.json");
      return ((await answer.json()) as { sequence: number }).sequence;
    };
    const before = await shown();
    simulator.addKillmails(51 - (newest(simulator) - before));
    expect(newest(simulator) - before).toBe(51);
    expect(await shown()).toBe(before);
    await simulator.addKillmail();
    expect(await shown()).toBe(before + 52);
  });

  test("a private mail is not in it until it is published", async () => {
    const simulator = await testSimulator();
    const before = newest(simulator);
    const { id } = await simulator.addKillmail({}, { isPublic: false });
    expect((await get(simulator, `/ephemeral/${before + 1}.json`)).status).toBe(
      404,
    );
    expect(simulator.publishKillmail(id)).toBe(true);
    expect((await file(simulator, before + 1)).killmail_id).toBe(id);
    expect(simulator.publishKillmail(1)).toBe(false);
  });

  test("a late label rewrites the old file, which the next new one announces", async () => {
    const simulator = await testSimulator();
    const { id } = await simulator.addKillmail();
    const sequence = newest(simulator);
    simulator.clock.advance(900_000);
    expect(simulator.labelKillmail(id, ["ganked"])).toBe(true);
    await simulator.addKillmail();
    await simulator.addKillmail();
    expect((await file(simulator, sequence + 1)).sequence_updated).toBe(
      sequence,
    );
    expect(
      (await file(simulator, sequence + 2)).sequence_updated,
    ).toBeUndefined();
    const rewritten = await file(simulator, sequence);
    expect(rewritten.zkb.labels).toContain("ganked");
    expect(rewritten.uploaded_at).toBe(simulator.clock.now().getTime() / 1_000);
  });

  test("a mail posted again has another number, and unused numbers stay empty", async () => {
    const simulator = await testSimulator();
    const { id } = await simulator.addKillmail();
    const first = newest(simulator);
    simulator.feed.skip(3);
    simulator.publishKillmail(id);
    expect(newest(simulator)).toBe(first + 4);
    expect((await file(simulator, first + 4)).killmail_id).toBe(id);
    expect((await file(simulator, first)).killmail_id).toBe(id);
    for (const gap of [first + 1, first + 2, first + 3])
      expect((await get(simulator, `/ephemeral/${gap}.json`)).status).toBe(404);
  });

  test("files are gone after 24 hours", async () => {
    const simulator = await testSimulator();
    await simulator.addKillmail();
    const sequence = newest(simulator);
    simulator.clock.advance(24 * 3_600_000 - 1);
    await file(simulator, sequence);
    simulator.clock.advance(1);
    expect((await get(simulator, `/ephemeral/${sequence}.json`)).status).toBe(
      404,
    );
  });

  test("answers 304 to who has a file already", async () => {
    const simulator = await testSimulator();
    await simulator.addKillmail();
    const path = `/ephemeral/${newest(simulator)}.json`;
    const etag = (await get(simulator, path)).headers.get("etag") ?? "";
    const again = await get(simulator, path, { "if-none-match": etag });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });

  test("a world that lives has unused numbers, mails posted twice and late labels by itself", async () => {
    const start = new Date("2026-11-21T12:00:30Z");
    const simulator = await testSimulator({
      liveKillsEveryMs: 10_000,
      clock: { now: () => start },
    });
    const { sequence: first } = (await (
      await get(simulator, "/ephemeral/sequence.json")
    ).json()) as { sequence: number };
    simulator.clock.advance(7 * 3_600_000);
    const last = newest(simulator);
    const seen = { mails: new Set<number>(), gaps: 0, again: 0, updated: 0 };
    for (let sequence = first; sequence <= last; sequence++) {
      if (sequence % 15 === 0) simulator.clock.advance(1_001);
      const answer = await get(simulator, `/ephemeral/${sequence}.json`);
      if (answer.status === 404) {
        seen.gaps++;
        continue;
      }
      const document = (await answer.json()) as FeedDocument;
      if (seen.mails.has(document.killmail_id)) seen.again++;
      seen.mails.add(document.killmail_id);
      if (document.sequence_updated === undefined) continue;
      seen.updated++;
      expect(document.sequence_updated).toBeLessThan(sequence);
    }
    expect(seen.mails.size).toBeGreaterThan(1_500);
    expect(seen.gaps).toBeGreaterThan(2);
    expect(seen.again).toBeGreaterThan(0);
    expect(seen.updated).toBeGreaterThan(0);
  }, 60_000);
});

describe("the limits of R2Z2", () => {
  test("15 requests in any second, then 429, and a ban for who goes on", async () => {
    const simulator = await testSimulator();
    const ask = async (): Promise<number> =>
      (await get(simulator, "/ephemeral/sequence.json")).status;
    for (let asked = 0; asked < 15; asked++) expect(await ask()).toBe(200);
    expect(await ask()).toBe(429);
    simulator.clock.advance(1_000);
    for (let asked = 0; asked < 15; asked++) expect(await ask()).toBe(200);
    for (let refused = 0; refused < 58; refused++)
      expect(await ask()).toBe(429);
    expect(await ask()).toBe(403);
    simulator.clock.advance(3_599_000);
    expect(await ask()).toBe(403);
    simulator.clock.advance(1_001);
    expect(await ask()).toBe(200);
    expect(simulator.thrift().overBudget).toBe(59);
  });

  test("who does not say who they are gets 403", async () => {
    const simulator = await testSimulator();
    const path = "/ephemeral/sequence.json";
    expect((await get(simulator, path, { "user-agent": " " })).status).toBe(
      403,
    );
    expect((await get(simulator, path)).status).toBe(200);
  });

  test("scripted faults strike it like the other services", async () => {
    const simulator = await testSimulator();
    await simulator.addKillmail();
    const path = `/ephemeral/${newest(simulator)}.json`;
    simulator.faults.add([
      { service: "r2z2", status: 503, name: "reinforced" },
      { service: "r2z2", truncate: true },
    ]);
    expect((await get(simulator, path)).status).toBe(503);
    const half = await (await get(simulator, path)).text();
    expect(() => JSON.parse(half) as unknown).toThrow();
    expect((await get(simulator, path)).status).toBe(200);
    expect(
      simulator.requests({ service: "r2z2" }).map(({ status }) => status),
    ).toEqual([503, 200, 200]);
  });
});

test("days are dumped after six in the morning, with what came late", async () => {
  const simulator = await testSimulator();
  const json = async (path: string): Promise<Record<string, unknown>> =>
    (await (await get(simulator, path)).json()) as Record<string, unknown>;
  const totals = await json("/history/totals.json");
  expect(totals["20261121"]).toBeUndefined();
  const count = Number(totals["20261120"]);
  expect(count).toBeGreaterThan(5);
  const late = await simulator.addKillmail({
    killmail_time: "2026-11-20T10:00:00Z",
  });
  expect((await json("/history/totals.json"))["20261120"]).toBe(count);
  simulator.clock.advance(24 * 3_600_000);
  const hashes = await json("/history/20261120.json");
  expect(Object.keys(hashes).length).toBeGreaterThan(count);
  expect((await json("/history/totals.json"))["20261120"]).toBe(
    Object.keys(hashes).length,
  );
  expect(hashes[late.id]).toBe(late.hash);
  const raw = await json("/history/raw/20261120.json");
  for (const [id, killmail] of Object.entries(raw))
    expect(killmailHash(killmail as Killmail)).toBe(hashes[id]);
  expect(Object.keys(raw)).toEqual(Object.keys(hashes));
  expect((await get(simulator, "/history/19990101.json")).status).toBe(404);
});

test("the control endpoint publishes, labels and leaves gaps", async () => {
  const simulator = await testSimulator();
  const before = newest(simulator);
  const made = await control(simulator, "/killmails", { isPublic: false });
  const { id } = (await made.json()) as { id: number };
  expect(newest(simulator)).toBe(before);
  await control(simulator, "/feed", { skip: 2 });
  await control(simulator, `/killmails/${id}/publish`, {});
  expect(await (await control(simulator, "/feed")).json()).toMatchObject({
    newest: { sequence: before + 3, killmailId: id },
  });
  const labelled = await control(simulator, `/killmails/${id}/labels`, {
    labels: ["ganked"],
  });
  expect(await labelled.json()).toMatchObject({
    labels: expect.arrayContaining(["ganked"]) as unknown,
  });
  expect((await control(simulator, "/killmails/1/publish", {})).status).toBe(
    404,
  );
});

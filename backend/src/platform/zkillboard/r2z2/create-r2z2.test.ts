import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { createMovableClock, systemClock } from "../../../kernel/index.ts";
import { createR2z2 } from "./create-r2z2.ts";
import type { R2z2 } from "./r2z2.ts";

const servers: { close(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A feed that answers everything like this. */
async function feed(
  answer: (response: ServerResponse, path: string) => void,
  options: Partial<Parameters<typeof createR2z2>[0]> = {},
): Promise<R2z2 & { asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.url ?? ""} ${request.headers["user-agent"] ?? ""}`);
    answer(response, request.url ?? "");
  });
  servers.push({
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  const { port } = server.address() as AddressInfo;
  const r2z2 = createR2z2({
    baseUrl: `http://127.0.0.1:${port}`,
    userAgent: "KillReport/1 (tests)",
    clock: systemClock,
    ...options,
  });
  return { ...r2z2, asked };
}

async function all<Item>(items: AsyncIterable<Item> | null): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items ?? []) found.push(item);
  return found;
}

const json = (body: unknown) => (response: ServerResponse) =>
  response.end(JSON.stringify(body));

const hash = "a".repeat(40);
const told = { killmail_id: 7, hash, esi: { killmail_id: 7 }, zkb: { a: 1 } };

describe("an entry of the feed", () => {
  test("is read with whatever else it says", async () => {
    const r2z2 = await feed(
      json({
        ...told,
        uploaded_at: 1_795_000_000,
        sequence_id: 96_088_892,
        sequence_updated: 96_080_000,
        later: "a field of next year",
      }),
    );
    expect(await r2z2.entry(96_088_892)).toEqual({
      killmailId: 7,
      hash,
      esi: { killmail_id: 7 },
      zkb: { a: 1 },
      uploadedAt: new Date(1_795_000_000_000),
      updatedSequence: 96_080_000,
    });
    expect(r2z2.asked).toEqual([
      "/ephemeral/96088892.json KillReport/1 (tests)",
    ]);
  });

  test("needs nothing but a reference", async () => {
    const strange = { uploaded_at: 12, sequence_updated: "no" };
    const r2z2 = await feed(json({ ...told, ...strange }));
    expect(await r2z2.entry(1)).toMatchObject({
      uploadedAt: null,
      updatedSequence: null,
    });
  });

  test("is null where there is none", async () => {
    const r2z2 = await feed((response) => response.writeHead(404).end("no"));
    expect(await r2z2.entry(1)).toBeNull();
    expect(await r2z2.sequence()).toBeNull();
    expect(await r2z2.rawDay("2026-11-20")).toBeNull();
  });
});

test.each([
  ["limited", 429, "{}"],
  ["refused", 403, "blank user agent"],
  ["away", 500, "{}"],
  ["away", 503, "<html>"],
  ["away", 418, ""],
  ["unreadable", 200, '{"killmail_id":'],
  ["unreadable", 200, "<!doctype html>"],
  ["unreadable", 200, "null"],
  ["unreadable", 200, JSON.stringify({ ...told, sequence_id: 5 })],
])(
  "%s is what an answer of %i with %o means",
  async (trouble, status, body) => {
    const r2z2 = await feed((response) => response.writeHead(status).end(body));
    await expect(r2z2.entry(6)).rejects.toMatchObject({ trouble });
  },
);

test("a web page in a file's place is not taken for one", async () => {
  const r2z2 = await feed((response) =>
    response.setHeader("content-type", "text/html").end(JSON.stringify(told)),
  );
  await expect(r2z2.entry(6)).rejects.toMatchObject({
    trouble: "unreadable",
    message:
      "/ephemeral/6.json was answered with 200 and a web page in its place",
  });
});

test("an answer that is too large, never comes or breaks off is none", async () => {
  const large = await feed((response) => {
    const more = (): unknown =>
      response.destroyed || response.write(Buffer.alloc(1024 * 1024, 32), more);
    more();
  });
  await expect(large.sequence()).rejects.toMatchObject({
    trouble: "unreadable",
  });
  const silent = await feed(() => undefined, { timeoutMs: 50 });
  await expect(silent.entry(1)).rejects.toMatchObject({ trouble: "away" });
  const broken = await feed((response) => {
    response.writeHead(200, { "content-length": "1000" });
    response.write("{", () => response.destroy());
  });
  await expect(broken.entry(1)).rejects.toMatchObject({ trouble: "away" });
});

test("the archive's days", async () => {
  const esi = { killmail_id: 7, victim: { items: [] } };
  const r2z2 = await feed((response, path) => {
    if (path === "/history/totals.json") json({ "20261120": 3 })(response);
    if (path === "/history/20261120.json") json({ "7": hash })(response);
    if (path === "/history/raw/20261120.json")
      json({ "7": esi, "8": esi })(response);
  });
  expect(await r2z2.totals()).toEqual(new Map([["2026-11-20", 3]]));
  expect(await r2z2.historyDay("2026-11-20")).toEqual(new Map([[7, hash]]));
  const mails = await r2z2.rawDay("2026-11-20");
  expect(await all(mails)).toEqual([
    { killmailId: 7, esi },
    { killmailId: 8, esi },
  ]);
});

test.each(['{"7":{"a":1},', '{"x":{}}', "[]"])(
  "a raw day of %o is unreadable",
  async (body) => {
    const r2z2 = await feed((response) => response.end(body));
    const mails = await r2z2.rawDay("2026-11-20");
    await expect(all(mails)).rejects.toMatchObject({
      trouble: "unreadable",
    });
  },
);

test("at most 15 requests go out in any second, whoever asks, by the clock", async () => {
  const clock = createMovableClock({ now: () => new Date(1_795_000_000_000) });
  const times: number[] = [];
  const r2z2 = await feed(
    (response) => {
      times.push(clock.now().getTime());
      json(told)(response);
    },
    { clock },
  );
  const asking = Promise.all(
    Array.from({ length: 40 }, (_, index) => r2z2.entry(index)),
  );
  while (times.length < 40) {
    clock.advance(10);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await asking;
  for (const [index, time] of times.entries())
    if (index >= 15)
      expect(time - (times[index - 15] ?? 0)).toBeGreaterThan(1_000);
});

test("whoever stops waits no longer", async () => {
  const r2z2 = await feed(() => undefined);
  const stop = new AbortController();
  const waiting = r2z2.entry(1, stop.signal);
  setTimeout(() => stop.abort(), 20);
  await expect(waiting).rejects.toMatchObject({ trouble: "away" });
  await expect(r2z2.entry(2, stop.signal)).rejects.toThrow("stopping");
});

import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  RejectedError,
  silentLogger,
  UnavailableError,
} from "../../../kernel/index.ts";
import { createMemoryCache } from "../../cache/index.ts";
import type { EsiBudget, Outcome } from "../budget/esi-budget.ts";
import { EsiRefusedError } from "../esi-refused-error.ts";
import { createEsiRequest } from "./esi-request.ts";

const now = new Date("2026-11-21T12:00:00Z");

/** A client whose server is `answer`, with a budget that only writes down. */
function createClient(answer: (request: Request) => Response) {
  const requests: Request[] = [];
  const outcomes: (Outcome | "reserved")[] = [];
  const budget: Pick<EsiBudget, "reserve" | "settle"> = {
    reserve: (call) => {
      outcomes.push("reserved");
      const until = new Date(now.getTime() + 12_000);
      return Promise.resolve({ id: "1", call, until });
    },
    settle: (_reservation, outcome) => {
      outcomes.push(outcome);
      return Promise.resolve(null);
    },
  };
  const request = createEsiRequest({
    baseUrl: "http://esi.test",
    userAgent: "KillReport/1 (pilot@example.org)",
    compatibilityDate: "2026-08-18",
    clock: { now: () => now },
    budget,
    cache: createMemoryCache({ clock: { now: () => now } }),
    log: silentLogger,
    fetch: (url, init) => {
      const sent = new Request(url, init);
      requests.push(sent);
      // Whatever fetch does, it does it as a rejection.
      return new Promise((resolve) => resolve(answer(sent)));
    },
  });
  const get = () =>
    request({
      path: "/list?page=1",
      group: "char-killmail",
      subject: "app:1",
      priority: "live",
      token: "secret",
      etag: 'W/"old"',
      schema: z.array(z.looseObject({ a: z.int() })),
    });
  return { get, requests, outcomes };
}

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe("a request to ESI", () => {
  it("says who asks, how the answer should behave and what is known already", async () => {
    const { get, requests } = createClient(() => Response.json([]));
    await get();
    const headers = Object.fromEntries(requests[0]?.headers ?? []);
    expect(headers).toMatchObject({
      accept: "application/json",
      authorization: "Bearer secret",
      "if-none-match": 'W/"old"',
      "user-agent": "KillReport/1 (pilot@example.org)",
      "x-compatibility-date": "2026-08-18",
    });
    expect(requests[0]?.url).toBe("http://esi.test/list?page=1");
  });

  it("keeps fields nobody here knows, and the ETag word for word", async () => {
    const { get } = createClient(() =>
      Response.json([{ a: 1, new_in_2027: { b: [2] } }], {
        headers: {
          etag: 'W/"new"',
          "x-pages": "3",
          "last-modified": "Sat, 21 Nov 2026 11:59:00 GMT",
          "cache-control": "public, max-age=240",
        },
      }),
    );
    expect(await get()).toEqual({
      status: 200,
      body: [{ a: 1, new_in_2027: { b: [2] } }],
      etag: 'W/"new"',
      pages: 3,
      lastModified: "Sat, 21 Nov 2026 11:59:00 GMT",
      expiresAt: new Date("2026-11-21T12:04:00Z"),
    });
  });

  it("knows an answer that has not changed", async () => {
    const { get, outcomes } = createClient(
      () => new Response(null, { status: 304, headers: { etag: '"old"' } }),
    );
    expect(await get()).toMatchObject({ status: 304, etag: '"old"' });
    expect(outcomes).toEqual([
      "reserved",
      expect.objectContaining({ status: 304 }),
    ]);
  });

  it.each([400, 401, 403, 404, 422])(
    "refuses for good what ESI refuses with %d, in ESI's words",
    async (status) => {
      const { get, requests } = createClient(() =>
        Response.json({ error: "because" }, { status }),
      );
      const error = await failureOf(get());
      expect(error).toBeInstanceOf(EsiRefusedError);
      expect(error).toBeInstanceOf(RejectedError);
      expect(error).toMatchObject({ status, reason: "because" });
      expect(requests).toHaveLength(1);
    },
  );

  it.each([
    [420, { "x-esi-error-limit-reset": "42" }, 42],
    [429, { "retry-after": "17" }, 17],
    [429, {}, 60],
    [500, {}, 5],
    [502, {}, 5],
    [503, { "retry-after": "90" }, 90],
    [504, {}, 5],
  ])("comes back later after %d %j", async (status, headers, seconds) => {
    const { get } = createClient(
      () => new Response("<html>", { status, headers }),
    );
    const error = await failureOf(get());
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({
      retryAt: new Date(now.getTime() + seconds * 1000),
    });
  });

  it("takes half a document for no answer", async () => {
    for (const body of ['[{"a":1},{"a"', "<html></html>", ""]) {
      const { get, outcomes } = createClient(() => new Response(body));
      expect(await failureOf(get())).toBeInstanceOf(UnavailableError);
      // It was paid for all the same.
      expect(outcomes[1]).toMatchObject({ status: 200 });
    }
  });

  it("takes a body of another shape for a bug, not for a refusal or an outage", async () => {
    const { get } = createClient(() => Response.json([{ a: "one" }]));
    const error = await failureOf(get());
    expect(error).toBeInstanceOf(z.ZodError);
  });

  it("gives the place back when there was no connection, and keeps it when nobody knows", async () => {
    const fails = (code: string) => () => {
      throw Object.assign(new TypeError("fetch failed"), { cause: { code } });
    };
    const refused = createClient(fails("ECONNREFUSED"));
    expect(await failureOf(refused.get())).toBeInstanceOf(UnavailableError);
    const failure = "no answer: ECONNREFUSED";
    expect(refused.outcomes).toEqual([
      "reserved",
      { kind: "not sent", failure },
    ]);
    const reset = createClient(fails("ECONNRESET"));
    expect(await failureOf(reset.get())).toMatchObject({
      retryAt: new Date(now.getTime() + 5_000),
    });
    expect(reset.outcomes).toEqual([
      "reserved",
      { kind: "unknown", failure: "no answer: ECONNRESET" },
    ]);
  });
});

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
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
function createClient(
  answer: (request: Request) => Response | Promise<Response>,
  own: Partial<Parameters<typeof createEsiRequest>[0]> & {
    settle?: EsiBudget["settle"];
    heldMs?: number;
  } = {},
) {
  const requests: Request[] = [];
  const outcomes: (Outcome | "reserved")[] = [];
  const budget: Pick<EsiBudget, "reserve" | "settle"> = {
    reserve: (call) => {
      outcomes.push("reserved");
      const until = new Date(now.getTime() + (own.heldMs ?? 12_000));
      return Promise.resolve({ id: "1", call, until });
    },
    settle: (reservation, outcome, at) => {
      outcomes.push(outcome);
      return own.settle?.(reservation, outcome, at) ?? Promise.resolve(null);
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
    ...own,
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

  it("gives up an answer of 100 MB, and holds no more than a third of it", async () => {
    const chunk = new Uint8Array(1024 * 1024).fill(32);
    let given = 0;
    let isLeft = false;
    const { get, outcomes } = createClient(
      () =>
        new Response(
          new ReadableStream({
            pull(controller) {
              if (given === 100) controller.close();
              else controller.enqueue(chunk);
              given++;
            },
            cancel() {
              isLeft = true;
            },
          }),
        ),
    );
    const error = await failureOf(get());
    expect(error).toBeInstanceOf(UnavailableError);
    expect((error as Error).message).toMatch(/larger than 32 MB/);
    expect(isLeft).toBe(true);
    expect(given).toBeLessThan(40);
    // ESI has counted it all the same.
    expect(outcomes).toEqual([
      "reserved",
      expect.objectContaining({ kind: "answered", status: 200 }),
    ]);
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

  it("gives up an answer that stops half-way, too", async () => {
    const server = createServer((_request, response) => {
      response.setHeader("x-ratelimit-remaining", "28");
      response.write('[{"a":1},');
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const { get, outcomes } = createClient(() => new Response(), {
      baseUrl: `http://127.0.0.1:${port}`,
      fetch,
      timeoutMs: 2_000,
    });
    const error = await failureOf(get());
    expect(error).toBeInstanceOf(UnavailableError);
    expect((error as Error).message).toContain("did not answer");
    // Its head said what it cost.
    expect(outcomes[1]).toMatchObject({ kind: "answered", status: 200 });
    server.closeAllConnections();
    server.close();
  });

  it("is not sent once its reservation does not cover it any more", async () => {
    const { get, requests, outcomes } = createClient(() => Response.json([]), {
      heldMs: 0,
    });
    expect(await failureOf(get())).toBeInstanceOf(UnavailableError);
    expect(requests).toEqual([]);
    expect(outcomes[1]).toMatchObject({ kind: "not sent" });
  });

  it("keeps what came although it can not be settled: it stays at its dearest", async () => {
    const settle = () => Promise.reject(new Error("the database is gone"));
    const { get, outcomes } = createClient(() => Response.json([{ a: 1 }]), {
      settle,
    });
    expect(await get()).toMatchObject({ body: [{ a: 1 }] });
    expect(outcomes).toHaveLength(3);
  });

  it("says when somebody looks again if ESI is away by now", async () => {
    const lookAt = new Date(now.getTime() + 42_000);
    const { get } = createClient(() => new Response("", { status: 503 }), {
      settle: () => Promise.resolve(lookAt),
    });
    expect(await failureOf(get())).toMatchObject({ retryAt: lookAt });
  });
});

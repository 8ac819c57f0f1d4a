import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createEveref } from "./create-everef.ts";

const folder = mkdtempSync(join(tmpdir(), "killreport-everef-"));
const content = Buffer.from(
  Array.from({ length: 200_000 }, (_, index) => (index * 7) % 251),
);
const asked: IncomingMessage["headers"][] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const server = createServer((request, response) => {
  asked.push(request.headers);
  answer(request, response);
});
let nextDay = 1;
let day = "";
let path = "";

beforeAll(
  () => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)),
);
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  asked.length = 0;
  day = `2021-11-${String(nextDay++).padStart(2, "0")}`;
  path = join(folder, `killmails-${day}.tar.bz2`);
});

const client = (more: { openFile?: typeof open } = {}) =>
  createEveref({
    ...more,
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fetch,
    userAgent: "tests",
    silenceMs: 500,
    pause: () => Promise.resolve(),
  });

/** Answers as a static file server does: ETag, ranges, 304. `breakAfter` ends the connection early, once. */
function serve(bytes: Buffer, etag: string, breakAfter?: number) {
  let isBroken = false;
  answer = ({ headers }, response) => {
    response.setHeader("etag", etag);
    if (headers["if-none-match"] === etag) {
      response.writeHead(304).end();
      return;
    }
    const begun = /^bytes=(\d+)-$/.exec(headers.range ?? "")?.[1];
    const from =
      begun !== undefined && headers["if-range"] === etag ? Number(begun) : 0;
    if (from > 0)
      response.setHeader(
        "content-range",
        `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
      );
    const rest = bytes.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, { "content-length": rest.length });
    if (breakAfter === undefined || isBroken) {
      response.end(rest);
      return;
    }
    isBroken = true;
    response.write(rest.subarray(0, breakAfter));
    // What the client has not looked at when the connection breaks, it never sees.
    const breaking = setInterval(() => {
      if (!existsSync(`${path}.part`) || statSync(`${path}.part`).size === 0)
        return;
      clearInterval(breaking);
      response.socket?.destroy();
    }, 5);
  };
}

const bring = () => client().killmails.archive(day, folder);

test("an archive is brought whole, and kept as long as it stays the same", async () => {
  serve(content, '"a"');
  const progress: number[] = [];
  const kept = await client().killmails.archive(
    day,
    folder,
    ({ bytes, ofBytes }) => {
      expect(ofBytes).toBe(content.length);
      progress.push(bytes);
    },
  );
  expect(kept).toEqual({ path, etag: '"a"', bytes: content.length });
  expect(readFileSync(path)).toEqual(content);
  expect(progress.at(-1)).toBe(content.length);
  expect(await bring()).toEqual(kept);
  expect(asked.map((one) => one["if-none-match"])).toEqual([undefined, '"a"']);

  const later = Buffer.concat([content, content]);
  serve(later, '"b"');
  expect(await bring()).toMatchObject({ etag: '"b"', bytes: later.length });
  expect(readFileSync(path)).toEqual(later);
});

test("what broke off goes on where it ended", async () => {
  serve(content, '"a"', 120_000);
  expect(await bring()).toMatchObject({ bytes: content.length });
  expect(readFileSync(path)).toEqual(content);
  expect(asked[1]?.range).toMatch(/^bytes=\d+-$/);
  expect(asked).toHaveLength(2);
});

test("what was rewritten meanwhile is brought from its beginning", async () => {
  serve(content, '"a"', 120_000);
  const first = answer;
  const later = Buffer.from(content).reverse();
  answer = (request, response) => {
    first(request, response);
    serve(later, '"b"');
  };
  expect(await bring()).toMatchObject({ etag: '"b"' });
  expect(readFileSync(path)).toEqual(later);
});

test("a weak ETag, or none, does not vouch for bytes", async () => {
  serve(content, 'W/"a"', 120_000);
  expect(await bring()).toMatchObject({ bytes: content.length });
  expect(asked[1]?.range).toBeUndefined();
  expect(readFileSync(path)).toEqual(content);
});

test("a range that can not be is forgotten", async () => {
  writeFileSync(`${path}.part`, Buffer.concat([content, content]));
  writeFileSync(`${path}.etag`, '"a"');
  answer = (_, response) => {
    response.writeHead(416).end();
    serve(content, '"a"');
  };
  await bring();
  expect(readFileSync(path)).toEqual(content);
});

test("a day without archive is none", async () => {
  answer = (_, response) => response.writeHead(404).end();
  expect(await bring()).toBeNull();
  expect(existsSync(path)).toBe(false);
});

test("a server that fails again and again, or falls silent, is away for now", async () => {
  answer = (_, response) => response.writeHead(503).end();
  await expect(bring()).rejects.toMatchObject({
    name: "UnavailableError",
    message: expect.stringContaining("503") as string,
  });
  expect(asked).toHaveLength(4);
  answer = (_, response) => {
    response.writeHead(200, { "content-length": 10 });
    response.write("12345");
  };
  await expect(bring()).rejects.toThrow("can not be read");
});

test("an answer beyond all measure is refused before it is taken", async () => {
  answer = (_, response) => {
    response.writeHead(200, { "content-length": 2 * 1024 ** 3 });
    response.write("x");
  };
  await expect(bring()).rejects.toMatchObject({ code: "TOO_LARGE" });
  answer = (_, response) => {
    response.writeHead(200);
    const chunk = Buffer.alloc(1024 * 1024);
    const more = () => {
      if (!response.destroyed) response.write(chunk, more);
    };
    more();
  };
  await expect(client().killmails.totals()).rejects.toThrow("more than 16 MB");
});

test.skipIf(!existsSync("/dev/full"))(
  "a full disk stops it at once, with a sentence, and what came is gone on with later",
  async () => {
    serve(content, '"a"');
    writeFileSync(`${path}.part`, content.subarray(0, 1000));
    writeFileSync(`${path}.etag`, '"a"');
    const bringing = client({ openFile: () => open("/dev/full", "a") });
    await expect(bringing.killmails.archive(day, folder)).rejects.toMatchObject(
      {
        code: "DISK_FULL",
        message: expect.stringContaining("start again") as string,
      },
    );
    expect(asked).toHaveLength(1);
    expect(await bring()).toMatchObject({ bytes: content.length });
    expect(asked[1]?.range).toBe("bytes=1000-");
    expect(readFileSync(path)).toEqual(content);
  },
);

test("totals come by day, in either way of writing one", async () => {
  answer = (_, response) =>
    response.end('{"20211127":17862,"2021-11-28":17047}');
  expect([...(await client().killmails.totals())]).toEqual([
    ["2021-11-27", 17862],
    ["2021-11-28", 17047],
  ]);
  answer = (_, response) => response.end("<html>");
  await expect(client().killmails.totals()).rejects.toThrow("totals look like");
});

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  RejectedError,
  silentLogger,
  UnavailableError,
} from "../../kernel/index.ts";
import { createHttpServer, type HttpServer } from "./create-http-server.ts";
import { htmlPage } from "./html-page.ts";
import { listen } from "./listen.ts";
import { servePage } from "./serve-page.ts";

let root: string;
let server: HttpServer;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "killreport-page-"));
  server = await createHttpServer({
    log: silentLogger,
    imageOrigins: ["https://images.evetech.net"],
    publicUrl: "https://kills.example",
  });
});
afterEach(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

async function build(): Promise<void> {
  await mkdir(join(root, "assets"));
  await writeFile(join(root, "index.html"), "<p>the page</p>");
  await writeFile(join(root, "assets", "index-B4x.js"), "go()");
  await servePage(server, { root, notPage: ["graphql", "auth", "assets"] });
}

const get = (url: string, accept = "text/html") =>
  server.inject({ url, headers: { accept } });

test("the page answers at every address of its own", async () => {
  await build();
  for (const url of ["/", "/killmails/123", "/characters/1?tab=losses"]) {
    const answer = await get(url);
    expect([answer.statusCode, answer.body]).toEqual([200, "<p>the page</p>"]);
    expect(answer.headers["cache-control"]).toBe("no-cache");
  }
});

test("assets stay in the browser for good", async () => {
  await build();
  const answer = await get("/assets/index-B4x.js", "*/*");
  expect(answer.body).toBe("go()");
  expect(answer.headers["cache-control"]).toContain("immutable");
});

test("what is not the page's is not found", async () => {
  await build();
  for (const url of [
    "/assets/old.js",
    "/auth/nothing",
    "/graphql/x",
    "/favicon.ico",
    "/..%2f..%2fpackage.json",
  ])
    expect((await get(url)).statusCode, url).toBe(404);
  expect((await get("/killmails", "application/json")).statusCode).toBe(404);
  const posted = await server.inject({ method: "POST", url: "/killmails" });
  expect(posted.statusCode).toBe(404);
});

test("a page that is not built yet says so", async () => {
  await servePage(server, { root, notPage: [] });
  const answer = await get("/");
  expect([answer.statusCode, answer.body]).toEqual([
    503,
    expect.stringContaining("npm run setup"),
  ]);
});

test("headers keep foreign code, frames and referrers out", async () => {
  await build();
  const { headers } = await get("/");
  const policy = String(headers["content-security-policy"]);
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("img-src 'self' data: https://images.evetech.net");
  expect(policy).toContain("connect-src 'self' wss://kills.example;");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["referrer-policy"]).toBe("same-origin");
  expect(headers["strict-transport-security"]).toContain("max-age");
});

test("what a page of ours is given is shown as text", async () => {
  server.get("/page", (_request, reply) =>
    htmlPage(reply, 400, {
      title: `<b>"A" & 'B'</b>`,
      text: "<script>",
      links: [{ href: `/x"onclick="y`, label: "<i>" }],
    }),
  );
  const { body } = await get("/page");
  expect(body).not.toMatch(/<b>|<script>|<i>|"onclick/);
});

test("errors are mapped by what the caller should do", async () => {
  const errors = {
    rejected: new RejectedError("WRONG", "Do it otherwise."),
    unavailable: new UnavailableError("Later."),
    bug: new Error("secret"),
  };
  for (const [name, error] of Object.entries(errors))
    server.get(`/${name}`, () => Promise.reject(error));
  expect((await get("/rejected")).json()).toEqual({
    error: { code: "WRONG", message: "Do it otherwise." },
  });
  expect((await get("/unavailable")).statusCode).toBe(503);
  const bug = await get("/bug");
  expect([bug.statusCode, bug.body.includes("secret")]).toEqual([500, false]);
});

test("a taken port is told in a sentence", async () => {
  const port = await listen(server, { port: 0, host: "127.0.0.1" });
  const second = await createHttpServer({
    log: silentLogger,
    imageOrigins: [],
    publicUrl: "http://localhost:4000",
  });
  await expect(listen(second, { port, host: "127.0.0.1" })).rejects.toThrow(
    `Port ${port} is taken by another program. Stop that one, or set PORT to a free one.`,
  );
  await second.close();
});

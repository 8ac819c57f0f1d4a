import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openEmbeddedPostgres } from "./open-embedded-postgres.ts";
import { serverBinaries } from "./server-binaries.ts";

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "killreport-test-"));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const open = () => openEmbeddedPostgres({ dataDir, isThrowaway: true });

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<object>(sql);
  await client.end();
  return rows;
}

test("data stays over a restart, the password stays with us", async () => {
  const first = await open();
  await query(first.url, "CREATE TABLE t AS SELECT 'Rifter' AS name");
  await first.close();
  await expect(query(first.url, "SELECT 1")).rejects.toThrow("ECONNREFUSED");

  const second = await open();
  expect(await query(second.url, "SELECT * FROM t")).toEqual([
    { name: "Rifter" },
  ]);
  await second.close();
  const { mode } = await stat(join(dataDir, "postgres.json"));
  expect(mode & 0o777).toBe(0o600);
  await expect(
    query(first.url.replace(/:[^:@]+@/, ":guess@"), "SELECT 1"),
  ).rejects.toThrow();
});

test("a command beside the site uses its server, and leaves it running", async () => {
  const site = await open();
  const command = await open();
  expect(command.url).toBe(site.url);
  await command.close();
  expect(await query(site.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  await site.close();
});

test("of several started at once, one starts the server and all use it", async () => {
  const all = await Promise.all([open(), open(), open()]);
  expect(new Set(all.map(({ url }) => url)).size).toBe(1);
  await Promise.all(all.map((one) => one.close()));
  await expect(query(all[0].url, "SELECT 1")).rejects.toThrow("ECONNREFUSED");
});

test("the server of a killed process is taken over", async () => {
  const script = `
    const { openEmbeddedPostgres } = await import(${JSON.stringify(import.meta.resolve("./open-embedded-postgres.ts"))});
    const { url } = await openEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, isThrowaway: true });
    console.log(url);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script]);
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  child.kill("SIGKILL");
  await once(child, "exit");

  const next = await open();
  expect(next.url).toBe(line.toString().trim());
  await next.close();
  await expect(query(next.url, "SELECT 1")).rejects.toThrow("ECONNREFUSED");
});

test("a server that was killed itself is started again", async () => {
  const first = await open();
  const pidFile = join(dataDir, "postgres", "postmaster.pid");
  const pid = Number.parseInt(await readFile(pidFile, "utf8"), 10);
  const gone = new pg.Client({ connectionString: first.url });
  gone.on("error", () => undefined);
  await gone.connect();
  process.kill(pid, "SIGKILL");
  await new Promise((resolve) => gone.once("end", resolve));

  const second = await open();
  expect(await query(second.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  await first.close();
  await second.close();
});

test("a pid file whose number now belongs to somebody else is no obstacle", async () => {
  await (await open()).close();
  const pidFile = join(dataDir, "postgres", "postmaster.pid");
  await writeFile(pidFile, `${process.pid}\n${dataDir}/postgres\n0\n1\n\n\n`);
  const again = await open();
  await again.close();
});

test("a port taken meanwhile is replaced by another", async () => {
  const first = await open();
  await first.close();
  const other = createServer((socket) => socket.destroy());
  const port = Number(new URL(first.url).port);
  await new Promise<void>((resolve) =>
    other.listen(port, "127.0.0.1", resolve),
  );
  const second = await open();
  expect(Number(new URL(second.url).port)).not.toBe(port);
  await second.close();
  other.close();
});

test("an unsupported platform is told about DATABASE_URL", async () => {
  await expect(serverBinaries("sunos-sparc")).rejects.toThrow(
    /no embedded PostgreSQL for this platform \(sunos-sparc\).*DATABASE_URL/,
  );
});

test("a data folder that can not be written to is named", async () => {
  await writeFile(join(dataDir, "file"), "");
  const inFile = join(dataDir, "file", "data");
  await expect(openEmbeddedPostgres({ dataDir: inFile })).rejects.toThrow(
    `The data folder ${inFile} can not be written to`,
  );
});

import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { startSimulator, type Simulator } from "../../simulator/src/index.ts";
import { createSiteClient } from "../support/site-client.ts";
import { startTestSite } from "../support/test-site.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

let simulator: Simulator;
let site: Awaited<ReturnType<typeof startTestSite>>;
let folder: string;
/** A day of the invented New Eden that is over, and how many killmails it has. */
let day: string;
let all: number;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "killreport-completeness-"));
  simulator = await startSimulator({ port: 0, liveKillsEveryMs: 0 });
  site = await startTestSite({
    simulator,
    env: {
      EVEREF_URL: simulator.services.everef,
      KILLREPORT_DATA_DIR: folder,
    },
  });
  const answer = await fetch(
    `${simulator.services.everef}/killmails/totals.json`,
  );
  const totals = Object.entries(
    (await answer.json()) as Record<string, number>,
  );
  const [name = "", count = 0] = totals.at(-5) ?? [];
  day = name.replace(/^(\d{4})(\d\d)/, "$1-$2-");
  all = count;
  expect(all).toBeGreaterThan(10);
});
afterAll(async () => {
  await site.close();
  await simulator.stop();
  rmSync(folder, { recursive: true });
});

/** Runs a command of scripts/ for the day as a process of its own, as npm would. */
function command(
  name: string,
  ...args: string[]
): Promise<{ code: number; out: string }> {
  const file = fileURLToPath(
    new URL(`../../scripts/src/${name}.ts`, import.meta.url),
  );
  const range = ["--from", day, "--to", day];
  const env = { PATH: process.env["PATH"] ?? "", ...site.env };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [file, ...range, ...args],
      { env },
      (error, out, bad) => {
        const code = error === null ? 0 : Number(error.code ?? 1);
        resolve({ code, out: out + bad });
      },
    );
  });
}

it("a day is imported, loses killmails, says so, and gets them back", async () => {
  expect(await command("import-everef")).toMatchObject({ code: 0 });
  const whole = await command("completeness");
  expect(whole.out).toContain(
    `1 day: ${all} of ${all} killmails are here (100.00 %), 0 are missing.`,
  );
  expect(whole.code).toBe(0);

  const { pool } = site.database;
  const { rows } = await pool.query<{ id: number }>(
    "SELECT killmail_id AS id FROM killmails ORDER BY killmail_id LIMIT 3",
  );
  for (const table of [
    "killmails",
    "killmail_involvements",
    "killmail_references",
  ])
    await pool.query(`DELETE FROM ${table} WHERE killmail_id = ANY($1)`, [
      rows.map(({ id }) => id),
    ]);
  const file = join(folder, "found.json");
  const lacking = await command("completeness", "--json", file);
  expect(lacking.code).toBe(1);
  expect(lacking.out).toMatch(
    new RegExp(`\\n${day} +${all} +${all} +${all - 3} +3 +0 +0 `),
  );
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
    have: all - 3,
    missing: 3,
    days: [{ day, zkillboard: all, everef: all, have: all - 3, missing: 3 }],
  });

  const fixed = await command("completeness", "--fix");
  expect(fixed.out).toContain(`${all} of ${all} killmails are here (100.00 %)`);
  expect(fixed.code).toBe(0);

  const client = createSiteClient(site.url);
  const query = `{ completeness(from: "${day}", to: "${day}") { day have missing message } }`;
  expect(await client.query(query)).toMatchObject({
    completeness: [{ day, have: all, missing: 0, message: null }],
  });
});

it("without the sources nothing is said to be complete", async () => {
  for (const service of ["r2z2", "everef"] as const)
    simulator.faults.add({ service, status: 503, count: 1_000 });
  const { code, out } = await command("completeness");
  expect(out).toContain("zKillboard does not answer");
  expect(out).toContain("EVE Ref does not answer");
  expect(code).toBe(2);
});

it("a range that ends before it begins, and a day that is none, are refused", async () => {
  const { code, out } = await command("completeness", "--to", "2021-02-30");
  expect(code).toBe(1);
  expect(out).toContain("It is a day such as 2021-11-27");
  expect(await command("completeness", "--to", "2008-01-01")).toMatchObject({
    code: 1,
    out: expect.stringContaining("--from is after --to") as string,
  });
});

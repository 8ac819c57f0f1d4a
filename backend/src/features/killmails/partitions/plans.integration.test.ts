import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../../tests/support/database.ts";
import {
  anonymous,
  type CorporationId,
  type EntityId,
  id,
  type KillmailId,
  type Viewer,
} from "../../../kernel/index.ts";
import type { Prisma } from "../../../platform/database/index.ts";
import type { KillmailFilter } from "../filter/killmail-filter.ts";
import type { PageKey } from "../killmails.ts";
import { byIdsSql } from "../store/read-by-ids.ts";
import { glanceSql, mailsSql, placesSql } from "../store/read-page.ts";
import { visibility } from "../visibility.ts";
import {
  createTestKillmails,
  type Pilot,
  type TestKillmails,
} from "../test-support/create-test-killmails.ts";
import { inventKillmail } from "../test-support/invent-killmail.ts";

const firstYear = 2008;
const lastYear = 2025;
const years = Array.from({ length: 18 }, (_, index) => firstYear + index);
const mailsInYear = 40;
const mostPlanningMs = 2;
/** Planned beside each statement: what it takes longer than here is the machine's, or of others who use it, and is taken off. */
const yardstick = {
  sql: `SELECT 1 FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid
    JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_index i ON i.indrelid = c.oid
    JOIN pg_class x ON x.oid = i.indexrelid WHERE c.relname = 'killmails'`,
  ms: 0.6,
};

let db: TestDatabase;
let site: TestKillmails;
let pilot: Pilot;
const ours = id<CorporationId>(98_000_001);

beforeAll(async () => {
  db = await createTestDatabase();
  site = createTestKillmails(db.database);
  pilot = await site.pilot();
  await site.joins(pilot.grantId, ours, true);
  const mails = years.flatMap((year, y) =>
    Array.from({ length: mailsInYear }, (_, index) =>
      inventKillmail(1 + y * mailsInYear + index, {
        killmail_time: new Date(
          Date.UTC(year, 0, 5 + index * 9, 12),
        ).toISOString(),
      }),
    ),
  );
  const everyThird = (rest: number) =>
    mails.filter((_, index) => index % 3 === rest);
  await site.recordAndStore(everyThird(0), null);
  await site.recordAndStore(everyThird(1), pilot.grantId);
  await site.recordAndStore(everyThird(2), pilot.grantId, ours);
  await addOthers();
});
afterAll(() => db.drop());

/** Other people's mails, so that the tables are worth their indexes. */
async function addOthers(): Promise<void> {
  const { pool } = db.database;
  await pool.query(`
    INSERT INTO killmails (killmail_id, killmail_time, hash, solar_system_id, victim_ship_type_id, attacker_count, body_codec, body, public_since, public_source, created_at)
    SELECT y * 10000 + n, make_timestamptz(y, 1, 1, 0, 0, 0, 'UTC') + n * interval '12 hours', k.hash, 30000142, 587, 1, k.body_codec, k.body, now(), 'test', now()
    FROM (SELECT * FROM killmails LIMIT 1) k, generate_series(${firstYear}, ${lastYear}) y, generate_series(1, 600) n`);
  await pool.query(`
    INSERT INTO killmail_involvements (entity_id, killmail_time, killmail_id, roles)
    SELECT e.id, k.killmail_time, k.killmail_id, 1 FROM killmails k
    CROSS JOIN LATERAL (VALUES (95000000 + k.killmail_id % 500), (98000001 + k.killmail_id % 20)) e(id)
    WHERE k.killmail_id > 10000000`);
  await pool.query(
    "ANALYZE killmails, killmail_involvements, killmail_references, observations, corporation_observations",
  );
}

interface Plan {
  /** Years of the partitions in it, of mails or involvements. */
  readonly planned: ReadonlySet<number>;
  /** Of those, the ones that were looked into. */
  readonly read: ReadonlySet<number>;
  /** Of the calmest of several times, since the machine is busy with other things too. */
  /** At the yardstick's pace. */
  readonly planningMs: number;
}

interface PlanNode {
  readonly "Relation Name"?: string;
  readonly "Actual Loops"?: number;
  readonly Plans?: readonly PlanNode[];
}

async function explain({ text, values }: Prisma.Sql): Promise<Plan> {
  const client = await db.database.pool.connect();
  try {
    const run = async (options: string, sql = text, params = values) => {
      const { rows } = await client.query<{
        "QUERY PLAN": [{ Plan: PlanNode; "Planning Time": number }];
      }>(`EXPLAIN (${options}, FORMAT JSON) ${sql}`, [...params]);
      const [row] = rows;
      if (row === undefined) throw new Error("There is no plan");
      return row["QUERY PLAN"][0];
    };
    const times: number[] = [];
    const paces: number[] = [];
    for (let round = 0; round < 20; round++) {
      times.push((await run("SUMMARY"))["Planning Time"]);
      paces.push((await run("SUMMARY", yardstick.sql, []))["Planning Time"]);
    }
    const pace = Math.max(1, Math.min(...paces) / yardstick.ms);
    const planned = new Set<number>();
    const read = new Set<number>();
    const walk = (node: PlanNode) => {
      const [, year] = /_y(\d+)$/.exec(node["Relation Name"] ?? "") ?? [];
      if (year !== undefined) {
        planned.add(Number(year));
        if ((node["Actual Loops"] ?? 0) > 0) read.add(Number(year));
      }
      node.Plans?.forEach(walk);
    };
    walk((await run("ANALYZE")).Plan);
    return { planned, read, planningMs: Math.min(...times) / pace };
  } finally {
    client.release();
  }
}

const middle = {
  time: new Date(Date.UTC(2015, 6, 1)),
  id: id<KillmailId>(2_147_483_647),
};
const lists: [name: string, filter: KillmailFilter][] = [
  ["everybody's", {}],
  ["a character's", { involved: [id<EntityId>(2110000001)] }],
  ["a corporation's", { involved: [id<EntityId>(98000001)] }],
];
const viewers: [name: string, viewer: () => Viewer][] = [
  ["anybody", () => anonymous],
  ["a pilot", () => pilot.viewer],
];
const pages: [name: string, after: PageKey | undefined, newest: number][] = [
  ["the first page", undefined, lastYear],
  ["a page in the middle", middle, middle.time.getUTCFullYear()],
];
const cases = viewers.flatMap(([who, viewer]) =>
  lists.flatMap(([list, filter]) =>
    pages.map(([page, after, newest]) => ({
      name: `${page} of ${list} mails for ${who}`,
      viewer,
      query: { filter, limit: 26, after },
      newest,
    })),
  ),
);

describe("with 18 years of partitions", () => {
  it.each(cases)(
    "$name: each statement is planned in under 2 ms and reads the years of the page alone",
    async ({ viewer, query, newest }) => {
      const found = await site.killmails.page(viewer(), {
        ...query,
        limit: 25,
      });
      expect(found.rows).toHaveLength(25);
      expect(found.hasMore).toBe(true);
      const oldest = found.rows.at(-1)?.time.getUTCFullYear() ?? 0;
      const glance = glanceSql(visibility, viewer(), query)?.sql ?? null;
      const statements = placesSql(visibility, viewer(), query);
      for (const sql of glance === null ? statements : [glance, ...statements])
        expect((await explain(sql)).planningMs).toBeLessThan(mostPlanningMs);
      // The statements that fill this page.
      for (const sql of glance === null ? statements : [glance])
        for (const year of (await explain(sql)).read) {
          expect(year).toBeLessThanOrEqual(newest);
          expect(year).toBeGreaterThanOrEqual(oldest);
        }
      const mails = await explain(mailsSql(visibility, viewer(), found.rows));
      expect(mails.planningMs).toBeLessThan(mostPlanningMs);
      // The others are not even in the plan.
      for (const year of mails.planned) {
        expect(year).toBeLessThanOrEqual(newest);
        expect(year).toBeGreaterThanOrEqual(oldest);
      }
    },
  );

  it.each(viewers)("a look-up by id for %s reads one", async (_, viewer) => {
    const mail = id<KillmailId>(10 * mailsInYear + 1);
    expect((await site.killmails.byId(pilot.viewer, mail))?.id).toBe(mail);
    const plan = await explain(byIdsSql(visibility, viewer(), [mail]));
    expect(plan.planningMs).toBeLessThan(mostPlanningMs);
    expect([...plan.read]).toEqual([firstYear + 10]);
  });
});

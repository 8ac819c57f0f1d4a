import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../tests/support/database.ts";
import { anonymous, type EntityId } from "../../kernel/index.ts";
import type { EsiKillmail } from "./body/esi-killmail.ts";
import { involvements } from "./filter/involvements.ts";
import type { KillmailFilter } from "./filter/killmail-filter.ts";
import { matchesFilter } from "./filter/matches-filter.ts";
import {
  createTestKillmails,
  type Pilot,
  type TestKillmails,
} from "./test-support/create-test-killmails.ts";
import { inventKillmail } from "./test-support/invent-killmail.ts";
import {
  readRealKillmails,
  realKillmailsFolder,
} from "./test-support/real-killmails.ts";

let db: TestDatabase;
let site: TestKillmails;
let pilot: Pilot;
let mails: EsiKillmail[];
const visible = new Map<Pilot | null, EsiKillmail[]>();

beforeAll(async () => {
  db = await createTestDatabase();
  site = createTestKillmails(db.database);
  pilot = await site.pilot();
  const foreign = await site.pilot();
  mails = corpus();
  const parts: EsiKillmail[][] = [[], [], []];
  mails.forEach((mail, index) => parts[index % 3]?.push(mail));
  const [open = [], own = [], hidden = []] = parts;
  await site.recordAndStore(open, null);
  await site.recordAndStore(own, pilot.grantId);
  await site.recordAndStore(hidden, foreign.grantId);
  visible.set(null, open);
  visible.set(pilot, [...open, ...own]);
});
afterAll(() => db.drop());

test("the list in SQL and its twin for streams select the same mails, for 300 random filters", async () => {
  const random = createRandom(7);
  const entities = mails.map((mail) => [...involvements(mail).keys()]);
  let selected = 0;
  for (let round = 0; round < 300; round++) {
    const filter = randomFilter(random, entities);
    const viewer = round % 3 === 0 ? null : pilot;
    const expected = (visible.get(viewer) ?? [])
      .filter((mail) => matchesFilter(filter, mail))
      .map(({ killmail_id }) => killmail_id);
    const { rows, hasMore } = await site.killmails.page(
      viewer?.viewer ?? anonymous,
      { filter, limit: mails.length },
    );
    expect(hasMore).toBe(false);
    const found = rows.map(({ id }) => id as number);
    expect(found.sort(), JSON.stringify(filter)).toEqual(expected.sort());
    selected += found.length;
  }
  // The filters are worth something only if many of them find something.
  expect(selected).toBeGreaterThan(1000);
});

/** Real mails where there are any: of a busy hour and of every kind; otherwise invented ones among few parties. */
function corpus(): EsiKillmail[] {
  const folder = realKillmailsFolder();
  const found: EsiKillmail[] = [];
  if (folder !== null) {
    let index = 0;
    for (const { esi } of readRealKillmails(folder))
      if (index++ < 400 || index > 57_461) found.push(esi);
    return found;
  }
  const random = createRandom(1);
  return Array.from({ length: 600 }, (_, index) =>
    inventKillmail(index + 1, {
      victim: { ...party(random), damage_taken: 1, ship_type_id: 587 },
      attackers: Array.from({ length: 1 + random(4) }, (_, nth) => ({
        ...party(random),
        damage_done: 1,
        final_blow: nth === 0,
        security_status: 0,
      })),
    }),
  );
}

function party(random: (below: number) => number) {
  return {
    character_id: 2110000000 + random(60),
    corporation_id: 98000000 + random(12),
    ...(random(3) === 0 ? {} : { alliance_id: 99000000 + random(4) }),
  };
}

function randomFilter(
  random: (below: number) => number,
  entities: readonly EntityId[][],
): KillmailFilter {
  // Two clauses about one mail are far likelier to hold together than about two.
  const focus = random(entities.length);
  const ids = () =>
    Array.from({ length: 1 + random(3) }, () => {
      const from = entities[random(2) === 0 ? focus : random(entities.length)];
      return from?.[random(from.length)] ?? (1 as EntityId);
    });
  return {
    ...(random(2) === 0 ? { involved: ids() } : {}),
    ...(random(3) === 0 ? { victim: ids() } : {}),
    ...(random(3) === 0 ? { attacker: ids() } : {}),
  };
}

/** A small deterministic generator: the same filters on every machine. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

import { afterEach, beforeEach, expect, test } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../tests/support/database.ts";
import { id, type KillmailId } from "../../kernel/index.ts";
import type { EsiKillmail } from "../killmails/index.ts";
import { attacker, mailOf } from "./test-support/labelled-mail.ts";
import { openValuationSite } from "./test-support/valuation-site.ts";

let db: TestDatabase;
let site: ReturnType<typeof openValuationSite>;
beforeEach(async () => {
  db = await createTestDatabase();
  site = openValuationSite(db.database);
  site.setPrices({ daily: { 587: { from: 20_000, isk: [2_000_000] } } });
});
afterEach(() => db.drop());

const rifter = 587;
const shuttle = 672;
const victim = 2_110_000_001;
const ganker = 2_110_000_002;
const concord = 1_000_125;

/** A loss in Jita, so many minutes after noon. */
function loss(
  killmail_id: number,
  minutes: number,
  changes: Parameters<typeof mailOf>[0] = {},
): EsiKillmail {
  return mailOf({
    killmail_id,
    killmail_time: new Date(Date.UTC(2026, 5, 2, 12) + minutes * 60_000)
      .toISOString()
      .replace(".000Z", "Z"),
    ...changes,
  });
}

/** Stored as shown by a public source, one batch after the other, and worked off. */
async function show(...batches: EsiKillmail[][]) {
  for (const batch of batches) {
    await site.recordAndStore(batch, null);
    await site.work();
  }
}

async function labelled(
  name: "padding" | "ganked",
  ...mails: EsiKillmail[]
): Promise<number[]> {
  const found: number[] = [];
  for (const mail of mails)
    if ((await site.labelsOf(mail))?.includes(name) === true)
      found.push(mail.killmail_id);
  return found;
}

const four = [loss(101, 0), loss(102, 3), loss(103, 6), loss(104, 14)];

test.each([
  ["in order", [[0], [1], [2], [3]]],
  ["all at once", [[0, 1, 2, 3]]],
  ["the first one last", [[3], [2], [1], [0]]],
])("the third like loss is padding: %s", async (_, order) => {
  await show(...order.map((batch) => batch.flatMap((at) => four[at] ?? [])));
  expect(await labelled("padding", ...four)).toEqual([103, 104]);
  const third = await site.valueOf({ killmail_id: 103 });
  expect(third?.paddingOf).toBe(101);
  expect(await site.labelsOf({ killmail_id: 103 })).not.toContain("pvp");
  expect(await site.labelsOf({ killmail_id: 102 })).toContain("pvp");
});

test.each<[string, EsiKillmail]>([
  ["in another quarter of an hour", loss(103, 15)],
  ["of another ship", loss(103, 6, { victim: { ship_type_id: 671 } })],
  ["of another pilot", loss(103, 6, { victim: { character_id: 7_000_000 } })],
  [
    "to another final blow",
    loss(103, 6, {
      attackers: [
        attacker({ final_blow: true, character_id: 8_000_000 }),
        attacker(),
      ],
    }),
  ],
  [
    "to the game itself",
    loss(103, 6, {
      attackers: [attacker({ final_blow: true, character_id: 3_000_001 })],
    }),
  ],
])("a loss %s is no padding", async (_, third) => {
  await show([loss(101, 0), loss(102, 3), third]);
  expect(await labelled("padding", third)).toEqual([]);
});

test("shuttles are padding by pilot, system and hour, whoever struck", async () => {
  const shuttles = [0, 20, 40, 59, 61].map((minutes, index) =>
    loss(101 + index, minutes, {
      victim: { ship_type_id: shuttle },
      attackers: [
        attacker({ final_blow: true, character_id: 5_000_000 + index }),
      ],
    }),
  );
  const elsewhere = loss(110, 50, {
    victim: { ship_type_id: shuttle },
    solar_system_id: 30000144,
  });
  const ship = loss(111, 51);
  await show([...shuttles, elsewhere, ship]);
  expect(await labelled("padding", ...shuttles, elsewhere, ship)).toEqual([
    103, 104,
  ]);
});

test("only public mails speak, and are spoken for; one that becomes public does from then on", async () => {
  const pilot = await site.pilot(victim);
  const [first, second, third] = four;
  if (!first || !second || !third) throw new Error("There are four");
  await show([first]);
  await site.recordAndStore([second], pilot.grantId);
  await show([third]);
  expect(await labelled("padding", first, second, third)).toEqual([]);
  const before = await site.revisionOf(third);

  await site.valuation.queueDue(site.clock.now());
  await site.killmails.publish(pilot.viewer, id<KillmailId>(102));
  await site.valuation.queueDue(site.clock.now());
  expect(await labelled("padding", first, second, third)).toEqual([103]);
  expect(await site.revisionOf(third)).toBe((before ?? 0) + 1);
  // Followed once: nothing happens again.
  await site.valuation.queueDue(site.clock.now());
  expect(await site.revisionOf(third)).toBe((before ?? 0) + 1);
});

const gank = loss(201, 0, {
  attackers: [attacker({ final_blow: true, character_id: ganker })],
});
const punishment = (
  changes: Parameters<typeof mailOf>[0] = {},
  killmailId = 202,
) =>
  loss(killmailId, 1, {
    ...changes,
    victim: { character_id: ganker, ...changes.victim },
    attackers: [
      {
        corporation_id: concord,
        damage_done: 1,
        final_blow: true,
        security_status: 0,
      },
    ],
  });

test.each([
  ["before", [[punishment()], [gank]]],
  ["after", [[gank], [punishment()]]],
  ["with", [[gank, punishment()]]],
])(
  "a loss whose attacker CONCORD destroyed is a gank: told %s it",
  async (_, batches) => {
    await show(...batches);
    expect(await labelled("ganked", gank, punishment())).toEqual([201]);
    expect((await site.valueOf(gank))?.gankedBy).toBe(202);
  },
);

test.each<[string, EsiKillmail, EsiKillmail]>([
  ["in another system", gank, punishment({ solar_system_id: 30000144 })],
  ["far away in time", gank, punishment({}, 402)],
  [
    "of somebody else",
    gank,
    punishment({ victim: { character_id: 9_000_000 } }),
  ],
  ["for a war target", { ...gank, war_id: 5 }, punishment()],
  [
    "for one of the own corporation",
    {
      ...gank,
      victim: { ...gank.victim, corporation_id: attacker().corporation_id },
    },
    punishment(),
  ],
  [
    "that fought along",
    {
      ...gank,
      attackers: [
        ...gank.attackers,
        attacker({ corporation_id: concord, character_id: 3_000_000 }),
      ],
    },
    punishment(),
  ],
])("CONCORD's kill %s makes no gank", async (_, mail, concords) => {
  await show([mail, concords]);
  expect(await labelled("ganked", mail)).toEqual([]);
});

test("what is worth less than a million is no gank", async () => {
  site.setPrices({ daily: { [rifter]: { from: 20_000, isk: [999_999.98] } } });
  await show([gank, punishment()]);
  expect(await labelled("ganked", gank)).toEqual([]);
});

test("a private mail of CONCORD's tells nobody of a gank until it is public", async () => {
  const pilot = await site.pilot(ganker);
  await show([gank]);
  await site.recordAndStore([punishment()], pilot.grantId);
  await site.work();
  await site.valuation.queueDue(site.clock.now());
  expect(await labelled("ganked", gank)).toEqual([]);
  await site.killmails.publish(pilot.viewer, id<KillmailId>(202));
  await site.valuation.queueDue(site.clock.now());
  expect(await labelled("ganked", gank)).toEqual([201]);
});

test("late labels stay when a mail is valued again", async () => {
  await show([gank, punishment()]);
  site.setPrices({ daily: { [rifter]: { from: 20_000, isk: [3_000_000] } } });
  await site.valuation.revalue({ fromDay: 20_606, toDay: 20_606 });
  await site.valuation.queueDue(site.clock.now());
  await site.work();
  expect(await site.valueOf(gank)).toMatchObject({
    hull: 3_000_000_00,
    gankedBy: 202,
  });
  expect(await labelled("ganked", gank)).toEqual([201]);
});

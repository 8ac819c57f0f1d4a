import { existsSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../tests/support/database.ts";
import { anonymous, id, type KillmailId } from "../../kernel/index.ts";
import type { EsiKillmail } from "./body/esi-killmail.ts";
import type { Ingested } from "./ingest/ingested.ts";
import type { Reference } from "./reference.ts";
import {
  createTestKillmails,
  type TestKillmails,
} from "./test-support/create-test-killmails.ts";
import { inventKillmail, referenceOf } from "./test-support/invent-killmail.ts";
import { realKillmailsFolder } from "./test-support/real-killmails.ts";

let db: TestDatabase;
let site: TestKillmails;
beforeEach(async () => {
  db = await createTestDatabase();
  site = createTestKillmails(db.database);
});
afterEach(() => db.drop());

interface Odd {
  readonly reference: Reference;
  readonly esi: EsiKillmail;
}

const usual = inventKillmail(1);
const { position: _position, items: _items, ...bareVictim } = usual.victim;
const [attacker] = usual.attackers;
if (attacker === undefined) throw new Error("There is no attacker");

const invented = (esi: EsiKillmail): Odd => ({
  reference: referenceOf(esi),
  esi,
});

/** Of a mail that nobody has kept with its hash. */
const unknownHash = "e".repeat(40);

/** CCP's own, where the real mails are. */
function real(killmailId: number): Odd | null {
  const path = `${realKillmailsFolder() ?? ""}/varied.jsonl`;
  if (!existsSync(path)) return null;
  for (const line of readFileSync(path, "utf8").split("\n")) {
    if (!line.includes(`"killmail_id":${killmailId}`)) continue;
    const {
      killmail_hash: hash = unknownHash,
      source: _source,
      http_last_modified: _at,
      zkb: _zkb,
      ...esi
    } = JSON.parse(line) as EsiKillmail & { killmail_hash?: string };
    return { reference: { killmailId: id(killmailId), hash }, esi };
  }
  return null;
}

const keepstar = real(131_126_432);
const sound: [name: string, odd: Odd | null][] = [
  [
    "without position and items",
    invented(inventKillmail(11, { victim: bareVictim })),
  ],
  [
    "with 3,753 attackers",
    invented(
      inventKillmail(12, {
        attackers: Array.from({ length: 3_753 }, (_, place) => ({
          ...attacker,
          character_id: 2_110_000_100 + place,
          corporation_id: 98_000_100 + (place % 300),
          final_blow: place === 7,
        })),
      }),
    ),
  ],
  ["CCP's Keepstar 131126432", keepstar],
];

/** How a mail can come. */
const ways: [name: string, bring: (odd: Odd) => Promise<Ingested | null>][] = [
  [
    "ESI",
    async ({ reference, esi }) => {
      await db.database.transaction((tx) =>
        site.killmails.record(tx, {
          references: [reference],
          source: "zkillboard",
          grantId: null,
          priority: "recent",
        }),
      );
      await site.killmails.store([
        { reference, body: esi, priority: "recent" },
      ]);
      return null;
    },
  ],
  [
    "a feed",
    ({ reference, esi }) =>
      site.killmails.ingest({
        source: "feed",
        priority: "live",
        killmails: [{ ...reference, body: esi }],
      }),
  ],
  [
    "an archive",
    async ({ reference, esi }) => {
      const bulk = site.killmails.bulk();
      const text = new TextEncoder().encode(
        JSON.stringify({ ...esi, killmail_hash: reference.hash }),
      );
      try {
        return await bulk.load(
          { source: "everef", priority: "dormant" },
          { text },
        );
      } finally {
        await bulk.close();
      }
    },
  ],
];

const involved = async (killmailId: KillmailId) => {
  const rows = await db.database.prisma.killmailInvolvement.findMany({
    where: { killmailId },
  });
  return rows.length;
};
const expectedInvolved = ({ victim, attackers }: EsiKillmail) =>
  new Set(
    [victim, ...attackers].flatMap((party) =>
      [
        party.character_id,
        party.corporation_id,
        party.alliance_id,
        party.faction_id,
      ].filter((one) => one !== undefined),
    ),
  ).size;

test.each(
  sound.flatMap(([name, odd]) =>
    odd === null ? [] : ways.map(([way, bring]) => ({ name, odd, way, bring })),
  ),
)("a mail $name comes back as it was, from $way", async ({ odd, bring }) => {
  await bring(odd);
  const { killmailId, hash } = odd.reference;
  const stored = await site.killmails.byId(anonymous, killmailId);
  expect(stored?.hash).toBe(hash);
  expect(stored?.esi).toEqual(odd.esi);
  expect(await involved(killmailId)).toBe(expectedInvolved(odd.esi));
});

const nobody: Odd = real(108_794_056) ?? {
  reference: { killmailId: id(13), hash: unknownHash },
  esi: inventKillmail(13, {
    attackers: usual.attackers.map((one) => ({ ...one, final_blow: false })),
  }),
};

test.each(ways)(
  "a mail with no final blow, whose hash nobody can check, is stored when ESI gives it, and asked of ESI otherwise: from %s",
  async (way, bring) => {
    const counts = await bring(nobody);
    const { killmailId, hash } = nobody.reference;
    if (way !== "ESI") {
      expect(counts?.doubtful).toHaveLength(1);
      expect(await site.killmails.byId(anonymous, killmailId)).toBeNull();
      const orders = await db.database.prisma.outbox.findMany({
        where: { task: "fetch-killmail" },
      });
      expect(orders.map(({ payload }) => payload)).toEqual([
        { killmailId, hash },
      ]);
      await site.killmails.store([
        { reference: nobody.reference, body: nobody.esi, priority: "recent" },
      ]);
    }
    const stored = await site.killmails.byId(anonymous, killmailId);
    expect(stored?.esi).toEqual(nobody.esi);
  },
);

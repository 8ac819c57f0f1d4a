import { expect, test } from "vitest";
import { esiKillmail, type EsiKillmail } from "./esi-killmail.ts";
import {
  inventKillmail,
  referenceOf,
} from "../test-support/invent-killmail.ts";
import { readBody } from "./read-body.ts";

const esi = inventKillmail(7);
const reference = referenceOf(esi);
const read = (body: unknown) => readBody(reference, body);

/** Lists in each other, so many. */
function nested(levels: number): unknown {
  return JSON.parse("[".repeat(levels) + "]".repeat(levels));
}

test("a valid body is handed on as the very object ESI sent", () => {
  const result = read(esi);
  expect(result).toHaveProperty("killmail");
  expect("killmail" in result && result.killmail).toBe(esi);
});

const tolerated: Record<string, Partial<EsiKillmail>> = {
  "a mail of 2008 without position and items": {
    victim: { damage_taken: 0, ship_type_id: 670 },
  },
  "a victim without character and corporation": {
    victim: { damage_taken: 1, ship_type_id: 35832, items: [] },
  },
  "attackers with nothing but damage": {
    attackers: [{ damage_done: 3, final_blow: true, security_status: 0 }],
  },
  "no final blow": {
    attackers: [{ damage_done: 3, final_blow: false, security_status: 0 }],
  },
  "3,753 attackers": {
    attackers: Array.from({ length: 3753 }, (_, index) => ({
      character_id: 90000000 + index,
      damage_done: 3753 - index,
      final_blow: index === 0,
      security_status: 0.1,
    })),
  },
  "parties of 64-bit ids": {
    attackers: [
      {
        character_id: 9_007_199_254_740_991,
        corporation_id: 99_999_999_999,
        damage_done: 3,
        final_blow: true,
        security_status: 0,
      },
    ],
  },
  "a field ESI adds later, 100 levels deep with the mail": {
    season: nested(99),
  },
  "fields ESI adds later": { moon_id: 40000001, season: "winter" },
};
test.each(Object.entries(tolerated))("accepts %s", (_, changes) => {
  expect(read(inventKillmail(7, changes))).toHaveProperty("killmail");
});

const refused: [string, unknown, RegExp][] = [
  ["nothing", undefined, /at its top/],
  ["an error object", { error: "not found" }, /killmail_id/],
  ["a missing time", { ...esi, killmail_time: undefined }, /killmail_time/],
  ["a time in words", { ...esi, killmail_time: "yesterday" }, /killmail_time/],
  [
    "a nonsense year",
    { ...esi, killmail_time: "0021-11-27T00:00:00Z" },
    /years 2003 to 2099/,
  ],
  ["no victim", { ...esi, victim: undefined }, /victim/],
  ["attackers that are no list", { ...esi, attackers: {} }, /attackers/],
  [
    "an attacker with text for damage",
    {
      ...esi,
      attackers: [{ damage_done: "5", final_blow: true, security_status: 0 }],
    },
    /attackers\.0\.damage_done/,
  ],
  ["another mail", inventKillmail(8), /killmail 8, but 7/],
  ["an id beyond int4", { ...esi, killmail_id: 2_147_483_648 }, /int4/],
  [
    "a solar system beyond int4",
    { ...esi, solar_system_id: 99_999_999_999 },
    /solar_system_id: does not fit/,
  ],
  [
    "a ship beyond int4",
    { ...esi, victim: { ...esi.victim, ship_type_id: 9_007_199_254_740_991 } },
    /victim\.ship_type_id: does not fit/,
  ],
  [
    "an item in a container beyond int4",
    {
      ...esi,
      victim: {
        ...esi.victim,
        items: [
          {
            flag: 5,
            item_type_id: 3467,
            singleton: 0,
            items: [{ flag: 5, item_type_id: 99_999_999_999, singleton: 0 }],
          },
        ],
      },
    },
    /items\.0\.items\.0\.item_type_id: does not fit/,
  ],
  [
    "a weapon beyond int4",
    {
      ...esi,
      attackers: [
        {
          damage_done: 5,
          final_blow: true,
          security_status: 0,
          weapon_type_id: 2_147_483_648,
        },
      ],
    },
    /attackers\.0\.weapon_type_id: does not fit/,
  ],
  [
    "a field one level deeper than any mail's",
    { ...esi, victim: { ...esi.victim, season: nested(99) } },
    /more than 100 levels deep/,
  ],
  [
    "a field deeper than what can be written",
    { ...esi, season: nested(20_000) },
    /more than 100 levels deep/,
  ],
  [
    "an id that is no whole number",
    { ...esi, killmail_id: 7.5 },
    /killmail_id/,
  ],
];
test.each(refused)("refuses %s with the reason", (_, body, reason) => {
  const result = read(body);
  expect("reason" in result ? result.reason : "").toMatch(reason);
});

test("of a list of nothing but problems the first is told, and no other looked for", () => {
  const items = Array.from({ length: 1_000 }, () => ({}));
  const problems = [
    { ...esi, attackers: items },
    { ...esi, victim: { ...esi.victim, items } },
  ].map((body) => esiKillmail.safeParse(body).error?.issues);
  expect(problems).toMatchObject([
    [{ path: ["attackers", 0, "damage_done"] }],
    [{ path: ["victim", "items", 0, "item_type_id"] }],
  ]);
});

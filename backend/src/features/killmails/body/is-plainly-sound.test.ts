import { expect, test } from "vitest";
import { inventKillmail } from "../test-support/invent-killmail.ts";
import { esiKillmail } from "./esi-killmail.ts";
import { isPlainlySound } from "./is-plainly-sound.ts";

const strange: unknown[] = [
  undefined,
  null,
  0,
  -1,
  1.5,
  2_147_483_648,
  2 ** 53,
  Infinity,
  Number.NaN,
  "",
  "7",
  true,
  [],
  {},
  [{}],
  "2021-02-30T00:00:00Z",
  "2021-13-01T00:00:00Z",
  "2021-02-03T04:05:06.789Z",
  "2021-02-03T04:05:60Z",
  "2021-02-03T04:05:06",
  "2024-02-29T23:59:59Z",
];

const nested = inventKillmail(1, {
  killmail_time: "2021-11-27T00:00:00Z",
  moon_id: 40009082,
  war_id: 5,
  victim: {
    ...inventKillmail(1).victim,
    faction_id: 500001,
    items: [
      {
        flag: 5,
        item_type_id: 3293,
        quantity_destroyed: 1,
        singleton: 0,
        items: [
          { flag: 0, item_type_id: 34, quantity_dropped: 7, singleton: 0 },
        ],
      },
    ],
  },
});

/** Copies of the mail, in each of which one value, wherever it stands, is replaced by something strange or is missing. */
function* mutations(mail: object): Generator {
  for (const path of paths(mail))
    for (const value of [...strange, remove]) {
      const copy = structuredClone(mail);
      let place = copy as Record<string, unknown>;
      for (const key of path.slice(0, -1))
        place = place[key] as Record<string, unknown>;
      const last = path.at(-1) ?? "";
      // JSON has no lists with holes.
      if (value === remove && Array.isArray(place)) continue;
      if (value === remove) Reflect.deleteProperty(place, last);
      else place[last] = value;
      yield copy;
    }
}

const remove = Symbol("remove");

function* paths(value: object, above: string[] = []): Generator<string[]> {
  for (const [key, inner] of Object.entries(value) as [string, unknown][]) {
    yield [...above, key];
    if (typeof inner === "object" && inner !== null)
      yield* paths(inner, [...above, key]);
  }
}

test("what it takes, ESI's schema takes, whatever is wrong with a mail", () => {
  let taken = 0;
  let refused = 0;
  for (const mail of [...mutations(nested), ...strange]) {
    const isTaken = isPlainlySound(mail);
    const isSound = esiKillmail.safeParse(mail).success;
    if (isTaken) expect(isSound, JSON.stringify(mail)).toBe(true);
    if (isTaken) taken++;
    if (!isSound) refused++;
  }
  expect(taken).toBeGreaterThan(50);
  expect(refused).toBeGreaterThan(400);
});

test("it takes ordinary mails: with and without position, items, character; with fields nobody knows", () => {
  const { position: _none, items: _nothing, ...bare } = nested.victim;
  for (const mail of [
    nested,
    { ...nested, victim: bare, attackers: [] },
    { ...nested, added_later: { x: null } },
  ])
    expect(isPlainlySound(mail)).toBe(true);
});

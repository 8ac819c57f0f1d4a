import { expect, it } from "vitest";
import { typesOf } from "./types-of.ts";

const item = { flag: 5, singleton: 0 };
const attacker = { damage_done: 1, final_blow: false, security_status: 0 };

it("finds hulls, weapons, items and what containers hold, each once", () => {
  const types = typesOf({
    victim: {
      damage_taken: 1,
      ship_type_id: 587,
      items: [
        { ...item, item_type_id: 2048 },
        { ...item, item_type_id: 2048 },
        {
          ...item,
          item_type_id: 3467,
          items: [{ ...item, item_type_id: 34 }],
        },
      ],
    },
    attackers: [
      { ...attacker, ship_type_id: 588, weapon_type_id: 2488 },
      { ...attacker, ship_type_id: 587 },
      attacker,
    ],
  });
  expect([...types].sort((a, b) => a - b)).toEqual([
    34, 587, 588, 2048, 2488, 3467,
  ]);
});

it("needs no items", () => {
  const victim = { damage_taken: 1, ship_type_id: 670 };
  expect([...typesOf({ victim, attackers: [] })]).toEqual([670]);
});

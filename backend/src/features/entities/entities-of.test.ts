import { expect, it } from "vitest";
import { entitiesOf } from "./entities-of.ts";

const attacker = { damage_done: 1, final_blow: false, security_status: 0 };

it("finds everyone on a mail once, and knows what each is", () => {
  const kinds = entitiesOf({
    victim: {
      character_id: 1,
      corporation_id: 2,
      alliance_id: 3,
      damage_taken: 1,
      ship_type_id: 587,
    },
    attackers: [
      { ...attacker, character_id: 4, corporation_id: 2 },
      { ...attacker, faction_id: 500010, ship_type_id: 23339 },
      attacker,
    ],
  });
  expect([...kinds]).toEqual([
    [1, "character"],
    [2, "corporation"],
    [3, "alliance"],
    [4, "character"],
    [500010, "faction"],
  ]);
});

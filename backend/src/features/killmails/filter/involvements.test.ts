import { expect, test } from "vitest";
import { inventKillmail } from "../test-support/invent-killmail.ts";
import { involvements } from "./involvements.ts";

test("lists every entity once with all its roles", () => {
  const attacker = { damage_done: 1, security_status: 0 };
  const esi = inventKillmail(1, {
    victim: {
      character_id: 1,
      corporation_id: 10,
      alliance_id: 100,
      damage_taken: 1,
      ship_type_id: 587,
    },
    attackers: [
      // A corporation mate struck the final blow; a faction's NPC and someone unknown helped.
      { ...attacker, character_id: 2, corporation_id: 10, final_blow: true },
      { ...attacker, faction_id: 500010, final_blow: false },
      { ...attacker, final_blow: false },
      { ...attacker, character_id: 3, corporation_id: 10, final_blow: false },
    ],
  });
  expect(Object.fromEntries(involvements(esi))).toEqual({
    1: 1,
    10: 1 | 2 | 4,
    100: 1,
    2: 2 | 4,
    3: 2,
    500010: 2,
  });
});

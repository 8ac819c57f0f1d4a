import { expect, test } from "vitest";
import { inventKillmail } from "../test-support/invent-killmail.ts";
import { killmailHash } from "./killmail-hash.ts";

test("gives the hash CCP gave a real mail", () => {
  const esi = inventKillmail(96953365, {
    killmail_time: "2021-11-27T00:00:00Z",
    victim: { character_id: 2117917582, damage_taken: 627, ship_type_id: 606 },
    attackers: [
      {
        character_id: 148333785,
        damage_done: 627,
        final_blow: true,
        security_status: 2,
      },
    ],
  });
  expect(killmailHash(esi)).toBe("5d858e4f11120522d957c684fe545a1e33b90d20");
});

test("a mail without characters and without final blow has a hash too, and another one", () => {
  const esi = inventKillmail(1);
  const { character_id: _, ...structure } = esi.victim;
  const hashes = [
    esi,
    inventKillmail(1, { victim: structure }),
    inventKillmail(1, { attackers: [] }),
  ].map(killmailHash);
  expect(new Set(hashes).size).toBe(3);
  for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{40}$/);
});

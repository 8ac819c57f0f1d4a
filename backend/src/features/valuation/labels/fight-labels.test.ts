import { expect, test } from "vitest";
import {
  attacker,
  labelFacts,
  mailOf,
  npcCharacter,
  npcCorporation,
  player,
  playerCorporation,
  rat,
} from "../test-support/labelled-mail.ts";
import { fightLabels } from "./fight-labels.ts";

const names = (mail: ReturnType<typeof mailOf>) =>
  fightLabels(mail, labelFacts).map(({ name }) => name);

test("one player against a ship is solo, with or without the game's help", () => {
  expect(names(mailOf())).toEqual(["pvp", "solo"]);
  expect(names(mailOf({ attackers: [attacker(), rat(), rat()] }))).toEqual([
    "pvp",
    "solo",
  ]);
  expect(
    names(
      mailOf({
        attackers: [attacker(), attacker({ character_id: npcCharacter })],
      }),
    ),
  ).toContain("solo");
});

test.each([670, 672, 606, 35832, 33475, 1])(
  "the loss of a %i is not solo: it can not fight, or is unknown",
  (ship_type_id) => {
    expect(names(mailOf({ victim: { ship_type_id } }))).toEqual(["pvp", "#:1"]);
  },
);

test("two players, or a structure's help, are not solo", () => {
  expect(names(mailOf({ attackers: [attacker(), attacker()] }))).toContain(
    "#:2+",
  );
  expect(
    names(
      mailOf({
        attackers: [attacker(), { ...rat(), ship_type_id: 35832 }],
      }),
    ),
  ).toContain("#:2+");
});

test.each([
  [1, "#:1"],
  [2, "#:2+"],
  [4, "#:2+"],
  [5, "#:5+"],
  [9, "#:5+"],
  [10, "#:10+"],
  [25, "#:25+"],
  [50, "#:50+"],
  [99, "#:50+"],
  [100, "#:100+"],
  [999, "#:100+"],
  [1000, "#:1000+"],
])("%i attackers are %s", (count, name) => {
  const attackers = Array.from({ length: count }, rat);
  expect(names(mailOf({ attackers }))).toEqual(["npc", name]);
});

test("npc: no attacker is a player or of a player corporation", () => {
  expect(names(mailOf({ attackers: [] }))).toContain("npc");
  expect(
    names(
      mailOf({
        attackers: [
          attacker({
            character_id: npcCharacter,
            corporation_id: 1_999_999,
          }),
        ],
      }),
    ),
  ).toContain("npc");
  for (const by of [
    { character_id: 4_000_000, corporation_id: npcCorporation },
    { character_id: npcCharacter, corporation_id: 2_000_000 },
  ])
    expect(names(mailOf({ attackers: [attacker(by)] }))).toContain("pvp");
});

test("npc: it belonged to a corporation of the game", () => {
  const { victim, ...mail } = mailOf();
  const { character_id: _character, ...unpiloted } = victim;
  const of = (corporation_id: number) =>
    names({ ...mail, victim: { ...unpiloted, corporation_id } });
  expect(of(npcCorporation)).toContain("npc");
  expect(of(playerCorporation)).toContain("pvp");
  expect(
    names(mailOf({ victim: { corporation_id: npcCorporation } })),
  ).toContain("pvp");
});

test("awox: the final blow came from the victim's own player corporation", () => {
  const by = (corporation_id: number, final_blow = true) => ({
    attackers: [
      attacker({ corporation_id, final_blow }),
      attacker({ corporation_id: 98_999_999, final_blow: !final_blow }),
    ],
  });
  const own = { corporation_id: playerCorporation };
  const awox = mailOf({ victim: own, ...by(playerCorporation) });
  expect(names(awox)).toContain("awox");
  expect(
    names(mailOf({ victim: own, ...by(playerCorporation, false) })),
  ).not.toContain("awox");
  expect(
    names(
      mailOf({
        victim: { corporation_id: npcCorporation },
        ...by(npcCorporation),
      }),
    ),
  ).not.toContain("awox");
  for (const ship_type_id of [670, 606])
    expect(
      names(
        mailOf({ ...by(playerCorporation), victim: { ...own, ship_type_id } }),
      ),
    ).not.toContain("awox");
});

test("a mail without final blow and without victim's corporation is no awox", () => {
  const { victim, ...mail } = mailOf({
    attackers: [attacker({ character_id: player })],
  });
  const { corporation_id: _corporation, ...alone } = victim;
  expect(names({ ...mail, victim: alone })).not.toContain("awox");
});

test("each says why", () => {
  for (const { reason } of fightLabels(mailOf(), labelFacts))
    expect(reason).toMatch(/^[A-Z].+\.$/);
});

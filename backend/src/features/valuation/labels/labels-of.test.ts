import { expect, test } from "vitest";
import type { StaticFacts } from "../../universe/index.ts";
import { factsOf } from "../test-support/facts-of.ts";
import { attacker, labelFacts, mailOf } from "../test-support/labelled-mail.ts";
import { iskLabel } from "./isk-label.ts";
import { labelsOf } from "./labels-of.ts";
import { placeLabel } from "./place-label.ts";
import { targetLabels } from "./target-labels.ts";
import { timeLabel } from "./time-label.ts";
import { warLabels } from "./war-labels.ts";

test.each([
  [587, ["cat:6"]],
  [670, ["cat:6", "pod"]],
  [671, ["cat:6", "capital"]],
  [20185, ["cat:6", "capital"]],
  [35832, ["cat:65", "structure"]],
  [16213, ["cat:23", "structure"]],
  [33475, ["cat:22"]],
  [1, []],
])("a lost %i is %j", (ship_type_id, expected) => {
  const labels = targetLabels(mailOf({ victim: { ship_type_id } }), labelFacts);
  expect(labels.map(({ name }) => name)).toEqual(expected);
});

test.each([
  [999_999_999_99, "isk:under1b"],
  [1_000_000_000_00, "isk:1b+"],
  [4_999_999_999_99, "isk:1b+"],
  [5_000_000_000_00, "isk:5b+"],
  [10_000_000_000_00, "isk:10b+"],
  [100_000_000_000_00, "isk:100b+"],
  [999_999_999_999_99, "isk:100b+"],
  [1_000_000_000_000_00, "isk:1t+"],
])("%d cents are %s", (total, name) => {
  expect(iskLabel({ total, hull: 1_00, unpriced: 0 })?.name).toBe(name);
});

test("what may be worth anything is in no class, but for that which it reaches anyway", () => {
  const noHull = { hull: 1, unpriced: 2 };
  expect(iskLabel({ total: 5_00, ...noHull })).toBeNull();
  expect(iskLabel({ total: 1_000_000_000_00, ...noHull })).toEqual({
    name: "isk:1b+",
    reason:
      "It is worth 1000000000.00 ISK in all, without the 2 rows that have no known price.",
  });
  expect(iskLabel({ total: 5_00, hull: 4_00, unpriced: 1 })?.name).toBe(
    "isk:under1b",
  );
});

test.each([
  [10_000_002, 0.45, "loc:highsec"],
  [10_000_002, 0.449999, "loc:lowsec"],
  [10_000_002, 0, "loc:lowsec"],
  [10_000_002, -0.0001, "loc:nullsec"],
  [10_000_070, -1, "loc:pochven"],
  [10_001_000, -1, "loc:zarzakh"],
  [11_000_001, -1, "loc:w-space"],
  [11_000_032, -1, "loc:w-space"],
  [11_000_033, -1, "loc:drifter"],
  [12_000_003, -1, "loc:abyssal"],
  [14_000_001, -1, "loc:void"],
])("region %i with security %d is %s", (regionId, security, name) => {
  const facts = factsOf({ systems: [{ id: 1, regionId, security }] });
  expect(placeLabel({ solar_system_id: 1 }, facts)?.name).toBe(name);
  expect(placeLabel({ solar_system_id: 2 }, facts)).toBeNull();
});

test.each([
  ["04:00:00", "tz:usw"],
  ["07:59:59", "tz:usw"],
  ["08:00:00", "tz:au"],
  ["13:59:59", "tz:au"],
  ["14:00:00", "tz:ru"],
  ["17:00:00", "tz:eu"],
  ["21:59:59", "tz:eu"],
  ["22:00:00", "tz:use"],
  ["00:30:00", "tz:use"],
  ["03:59:59", "tz:use"],
])("%s is %s", (time, name) => {
  expect(timeLabel(new Date(`2024-03-10T${time}Z`)).name).toBe(name);
});

test.each([
  [500_001, 500_004, ["fw:caldari", "fw:calgal"]],
  [500_004, 500_001, ["fw:gallente", "fw:calgal"]],
  [500_002, 500_003, ["fw:minmatar", "fw:amamin"]],
  [500_003, 500_002, ["fw:amarr", "fw:amamin"]],
  // No enemies of theirs, or none of the four.
  [500_001, 500_003, []],
  [500_001, 500_001, []],
  [500_011, 500_004, []],
])("a victim of %i by one of %i is %j", (own, foe, expected) => {
  const mail = mailOf({
    victim: { faction_id: own },
    attackers: [attacker({ faction_id: foe })],
  });
  expect(warLabels(mail).map(({ name }) => name)).toEqual(expected);
});

test("the navy of the other side is no faction warfare", () => {
  const { character_id: _pilot, ...navy } = attacker({ faction_id: 500_004 });
  const mail = mailOf({ victim: { faction_id: 500_001 }, attackers: [navy] });
  expect(warLabels(mail)).toEqual([]);
});

test("a mail of a declared war says which", () => {
  expect(warLabels(mailOf({ war_id: 7 }))).toEqual([
    { name: "war", reason: "The mail belongs to the declared war 7." },
  ]);
});

test("a mail has all of its labels, each once and with a reason", () => {
  const places = factsOf({
    systems: [{ id: 30000142, regionId: 10_000_002, security: 0.9459 }],
  });
  const facts: StaticFacts = {
    ...labelFacts,
    system: (systemId) => places.system(systemId),
  };
  const labels = labelsOf(
    mailOf({ killmail_time: "2024-03-10T12:00:00Z", war_id: 7 }),
    { facts, value: { total: 100, hull: 100, unpriced: 0 } },
  );
  expect(labels.map(({ name }) => name)).toEqual([
    "pvp",
    "solo",
    "cat:6",
    "war",
    "isk:under1b",
    "loc:highsec",
    "tz:au",
  ]);
  for (const { reason } of labels) expect(reason).toMatch(/^[A-Z].+\.$/);
});

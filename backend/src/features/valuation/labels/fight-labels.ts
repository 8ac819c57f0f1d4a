import type { StaticFacts } from "../../universe/index.ts";
import type { Label, LabelName } from "./label-names.ts";
import { isPlayer, isPlayerCorporation, type LabelledMail } from "./parties.ts";
import { typeCategories, typeGroups } from "./type-groups.ts";

/** Who fought whom: `npc` or `pvp`, `awox`, and how many there were. zKillboard's rules. */
export function fightLabels(mail: LabelledMail, facts: StaticFacts): Label[] {
  const npc = npcReason(mail);
  const awox = awoxReason(mail, facts);
  return [
    npc === null
      ? { name: "pvp", reason: "A player had a hand in it." }
      : { name: "npc", reason: npc },
    ...(awox === null ? [] : [{ name: "awox", reason: awox } as const]),
    sizeLabel(mail, facts),
  ];
}

function npcReason({ victim, attackers }: LabelledMail): string | null {
  if (
    victim.character_id === undefined &&
    victim.corporation_id !== undefined &&
    !isPlayerCorporation(victim.corporation_id)
  )
    return "It belonged to a corporation of the game itself.";
  return attackers.some(
    (attacker) =>
      isPlayer(attacker) || isPlayerCorporation(attacker.corporation_id),
  )
    ? null
    : "No attacker is a player or belongs to a player corporation.";
}

function awoxReason(
  { victim, attackers }: LabelledMail,
  facts: StaticFacts,
): string | null {
  const group = facts.type(victim.ship_type_id)?.groupId;
  if (group === typeGroups.capsule || group === typeGroups.corvette)
    return null;
  const final = attackers.find(({ final_blow }) => final_blow);
  return final !== undefined &&
    isPlayerCorporation(final.corporation_id) &&
    final.corporation_id === victim.corporation_id
    ? "The final blow came from the victim's own corporation."
    : null;
}

const sizes: readonly [least: number, name: LabelName][] = [
  [1000, "#:1000+"],
  [100, "#:100+"],
  [50, "#:50+"],
  [25, "#:25+"],
  [10, "#:10+"],
  [5, "#:5+"],
  [2, "#:2+"],
];

function sizeLabel(mail: LabelledMail, facts: StaticFacts): Label {
  const count = mail.attackers.length;
  if (isSolo(mail, facts))
    return {
      name: "solo",
      reason:
        count === 1
          ? "One player, alone, against a ship that can fight."
          : `One player against a ship that can fight; the ${count - 1} other attackers are the game's own.`,
    };
  const [, name = "#:1"] = sizes.find(([least]) => count >= least) ?? [];
  return { name, reason: `${count} on the attackers' side.` };
}

function isSolo(
  { victim, attackers }: LabelledMail,
  facts: StaticFacts,
): boolean {
  const ship = facts.type(victim.ship_type_id);
  return (
    ship?.categoryId === typeCategories.ship &&
    !harmless.has(ship.groupId) &&
    attackers.filter(isPlayer).length === 1 &&
    !attackers.some(
      ({ ship_type_id: type = 0 }) =>
        facts.type(type)?.categoryId === typeCategories.structure,
    )
  );
}

const harmless: ReadonlySet<number> = new Set([
  typeGroups.capsule,
  typeGroups.shuttle,
  typeGroups.corvette,
]);

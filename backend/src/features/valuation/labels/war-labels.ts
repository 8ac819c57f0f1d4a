import type { Label, LabelName } from "./label-names.ts";
import type { LabelledMail } from "./parties.ts";

interface Militia {
  readonly name: string;
  readonly label: LabelName;
  readonly enemy: number;
  readonly warzone: LabelName;
}

const militias = new Map<number, Militia>([
  [
    500_001,
    {
      name: "Caldari",
      label: "fw:caldari",
      enemy: 500_004,
      warzone: "fw:calgal",
    },
  ],
  [
    500_002,
    {
      name: "Minmatar",
      label: "fw:minmatar",
      enemy: 500_003,
      warzone: "fw:amamin",
    },
  ],
  [
    500_003,
    { name: "Amarr", label: "fw:amarr", enemy: 500_002, warzone: "fw:amamin" },
  ],
  [
    500_004,
    {
      name: "Gallente",
      label: "fw:gallente",
      enemy: 500_001,
      warzone: "fw:calgal",
    },
  ],
]);

/**
 * Faction warfare and declared wars. zKillboard's own rule for `fw:` is not known; ours: the victim is enlisted, and a
 * pilot of the militia at war with theirs is on the mail. It carries the victim's militia and the warzone.
 */
export function warLabels({
  victim,
  attackers,
  war_id: warId,
}: LabelledMail): Label[] {
  const labels: Label[] = [];
  const own = militias.get(victim.faction_id ?? 0);
  const foe = militias.get(own?.enemy ?? 0);
  if (
    own !== undefined &&
    foe !== undefined &&
    attackers.some(
      ({ character_id, faction_id }) =>
        character_id !== undefined && faction_id === own.enemy,
    )
  ) {
    const reason = `The victim is enlisted with the ${own.name} militia, and an attacker with the ${foe.name} militia.`;
    labels.push({ name: own.label, reason }, { name: own.warzone, reason });
  }
  if (warId !== undefined)
    labels.push({
      name: "war",
      reason: `The mail belongs to the declared war ${warId}.`,
    });
  return labels;
}

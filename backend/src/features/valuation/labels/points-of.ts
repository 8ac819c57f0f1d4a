import type { EsiItem } from "../../killmails/index.ts";
import type { StaticFacts, TypeFacts } from "../../universe/index.ts";
import { fightLabels } from "./fight-labels.ts";
import { isPlayer, type LabelledMail } from "./parties.ts";
import { typeCategories, typeGroups } from "./type-groups.ts";

// Dogma attributes.
const rigSize = 1547;
const heatDamage = 1211;
const metaLevel = 633;
const structureHitpoints = 9;

/**
 * zKillboard's points: how dangerous the loss was for how many, and how large, attackers. 1 at least, and for NPC kills,
 * and where a structure or no player attacked. Null where the static data have no dogma for the ships: nothing is
 * invented. Every ship there has hitpoints, so one without them is one whose dogma is missing.
 */
export function pointsOf(
  mail: LabelledMail,
  facts: StaticFacts,
): number | null {
  if (fightLabels(mail, facts).some(({ name }) => name === "npc")) return 1;
  const players = mail.attackers.filter(isPlayer);
  const isStructure = ({ ship_type_id: type = 0 }) =>
    facts.type(type)?.categoryId === typeCategories.structure;
  if (players.length === 0 || mail.attackers.some(isStructure)) return 1;
  const base = sizeOf(facts.type(mail.victim.ship_type_id));
  const danger = dangerOf(mail.victim.items ?? [], facts);
  const sizes = players.flatMap(({ ship_type_id: type }) =>
    type === undefined ? [] : [sizeOf(facts.type(type))],
  );
  if (base === null || danger === null || !sizes.every((size) => size !== null))
    return null;
  const blob = Math.max(1, players.length * Math.max(1, players.length / 2));
  const average =
    sizes.length === 0
      ? base
      : sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  const points =
    (((base + danger) * between(0.01, danger / 4, 1)) / blob) *
    between(0.5, base / average, 1.2);
  return Math.max(1, Math.floor(points));
}

/** 5 to the power of the rigs' size that fit; null where dogma is missing. */
function sizeOf(type: TypeFacts | undefined): number | null {
  if (type?.attribute(structureHitpoints) === undefined) return null;
  return type.groupId === typeGroups.strategicCruiser
    ? 5 ** 2
    : 5 ** (type.attribute(rigSize) ?? 0);
}

/** Overheatable modules and drone damage modules by their meta level, less mining lasers. */
function dangerOf(items: readonly EsiItem[], facts: StaticFacts) {
  let danger = 0;
  for (const item of items) {
    if (!isSlot(item.flag)) continue;
    const type = facts.type(item.item_type_id);
    if (type === undefined) return null;
    if (type.categoryId !== typeCategories.module) continue;
    const quantity =
      (item.quantity_destroyed ?? 0) + (item.quantity_dropped ?? 0);
    const weight =
      quantity * (1 + Math.floor((type.attribute(metaLevel) ?? 0) / 2));
    if (type.attribute(heatDamage) !== undefined) danger += weight;
    if (type.groupId === typeGroups.droneDamageModule) danger += weight;
    if (type.groupId === typeGroups.miningLaser) danger -= weight;
  }
  return danger;
}

/** Low, mid and high slots, rigs and subsystems. */
function isSlot(flag: number): boolean {
  return (
    (flag >= 11 && flag <= 34) ||
    (flag >= 92 && flag <= 99) ||
    (flag >= 125 && flag <= 132)
  );
}

function between(least: number, value: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

import type { StaticFacts } from "../../universe/index.ts";
import { type Label, type LabelName, labelNames } from "./label-names.ts";
import type { LabelledMail } from "./parties.ts";
import { typeCategories, typeGroups } from "./type-groups.ts";

/** What was lost: its category, and whether it is a capital ship, a structure or a capsule. None where the static data lack the type. */
export function targetLabels(
  { victim }: LabelledMail,
  facts: StaticFacts,
): Label[] {
  const type = facts.type(victim.ship_type_id);
  if (type === undefined) return [];
  const labels: Label[] = [];
  const category = `cat:${type.categoryId}`;
  if (isLabelName(category))
    labels.push({
      name: category,
      reason: `${type.name} is of category ${type.categoryId} of the static data.`,
    });
  const capital = capitalGroups.get(type.groupId);
  if (capital !== undefined)
    labels.push({ name: "capital", reason: `${type.name} is a ${capital}.` });
  if (structureCategories.has(type.categoryId))
    labels.push({ name: "structure", reason: `${type.name} is a structure.` });
  if (type.groupId === typeGroups.capsule)
    labels.push({ name: "pod", reason: "The loss is a capsule." });
  return labels;
}

/** The groups of the market's capital ships (market groups 1381 and 2288), where zKillboard looks; so those without a market are among them. */
const capitalGroups = new Map([
  [30, "titan"],
  [485, "dreadnought"],
  [513, "freighter"],
  [547, "carrier"],
  [659, "supercarrier"],
  [883, "capital industrial ship"],
  [902, "jump freighter"],
  [1538, "force auxiliary"],
  [4594, "lancer dreadnought"],
]);

const structureCategories: ReadonlySet<number> = new Set([
  typeCategories.starbase,
  typeCategories.sovereigntyStructure,
  typeCategories.orbital,
  typeCategories.structure,
]);

function isLabelName(name: string): name is LabelName {
  return (labelNames as readonly string[]).includes(name);
}

import type { EsiItem, EsiKillmail } from "../body/esi-killmail.ts";
import { itemFlag } from "./item-flag.ts";
import {
  itemSections,
  sectionTitles,
  type ItemSection,
} from "./item-sections.ts";

export interface ItemGroup {
  readonly section: ItemSection;
  readonly title: string;
  /** In ESI's order; containers keep their content. */
  readonly items: readonly EsiItem[];
}

/** The items of the victim by section, in the order a fit is read; sections without items are left out. */
export function itemGroups(esi: EsiKillmail): ItemGroup[] {
  const bySection = Map.groupBy(
    esi.victim.items ?? [],
    (item) => itemFlag(item.flag).section,
  );
  return itemSections.flatMap((section) => {
    const items = bySection.get(section);
    return items === undefined
      ? []
      : [{ section, title: sectionTitles[section], items }];
  });
}

import type { Builder, TypeRef } from "../../../platform/graphql/index.ts";
import type { EsiItem } from "../body/esi-killmail.ts";
import { itemFlag } from "../items/item-flag.ts";
import { itemGroups, type ItemGroup } from "../items/item-groups.ts";
import { itemSections } from "../items/item-sections.ts";
import type { StoredKillmail } from "../killmails.ts";
import { noteItems } from "./item-places.ts";

export function addItemTypes(
  builder: Builder,
  Killmail: TypeRef<StoredKillmail>,
) {
  const ItemSection = builder.enumType("ItemSection", {
    description:
      "Where on the ship or structure an item was; follows the game's inventory flags.",
    values: itemSections,
  });

  const KillmailItem = builder.objectRef<EsiItem>("KillmailItem");
  KillmailItem.implement({
    fields: (t) => ({
      flag: t.int({
        description: "The game's inventory flag (invFlags).",
        resolve: ({ flag }) => flag,
      }),
      flagName: t.string({
        description: 'English name of the flag, for example "Mid slot 3".',
        resolve: ({ flag }) => itemFlag(flag).name,
      }),
      isBlueprintCopy: t.boolean({
        resolve: ({ singleton }) => singleton === blueprintCopy,
      }),
      quantityDropped: t.string({
        resolve: (item) => String(item.quantity_dropped ?? 0),
      }),
      quantityDestroyed: t.string({
        resolve: (item) => String(item.quantity_destroyed ?? 0),
      }),
      items: t.field({
        type: [KillmailItem],
        description: "What the container held; nesting is one level deep.",
        resolve: ({ items }) => items ?? [],
      }),
    }),
  });

  const ItemGroupRef = builder.objectRef<ItemGroup>("ItemGroup").implement({
    description:
      "Items of one section of the ship, for example all of its low slots.",
    fields: (t) => ({
      section: t.expose("section", { type: ItemSection }),
      title: t.exposeString("title", {
        description: "Title of the section in English.",
      }),
      items: t.field({
        type: [KillmailItem],
        resolve: ({ items }) => [...items],
      }),
    }),
  });

  builder.objectFields(Killmail, (t) => ({
    items: t.field({
      type: [KillmailItem],
      description: "All items in ESI's order, containers with their content.",
      resolve: (mail) => [...noteItems(mail)],
    }),
    itemGroups: t.field({
      type: [ItemGroupRef],
      resolve: (mail) => {
        noteItems(mail);
        return itemGroups(mail.esi);
      },
    }),
  }));

  return { KillmailItem, ItemSection };
}

/** ESI's `singleton`: 0 a stack, 1 a single packaged-out item, 2 a blueprint copy. */
const blueprintCopy = 2;

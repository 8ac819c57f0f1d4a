import type { EsiItem } from "../body/esi-killmail.ts";
import type { StoredKillmail } from "../killmails.ts";

/** Where a row of a mail's items is. */
export interface ItemPlace {
  readonly mail: StoredKillmail;
  /** The row it lies in; null at top level. */
  readonly container: EsiItem | null;
}

const places = new WeakMap<EsiItem, ItemPlace>();

/** Rows say nothing of their mail: whoever hands them on notes it, so that features can tell more of a row. */
export function noteItems(mail: StoredKillmail): readonly EsiItem[] {
  const items = mail.esi.victim.items ?? [];
  for (const item of items) {
    places.set(item, { mail, container: null });
    for (const held of item.items ?? [])
      places.set(held, { mail, container: item });
  }
  return items;
}

export function placeOf(item: EsiItem): ItemPlace {
  const place = places.get(item);
  if (place === undefined)
    throw new Error("An item was handed on without its mail");
  return place;
}

import type { WarListing } from "./store/war-listing.ts";

/** What to ask ESI's list of wars for next: the newest, or those below an id; null: nothing now. */
export type ListingStep =
  | { readonly part: "newest" }
  | { readonly part: "head" | "tail"; readonly below: number };

/** Newer wars come first. Older ones wait until those that are known were read: it may turn out that no older are wanted. */
export function listingStep(
  listing: WarListing,
  { now, hasManyUnread }: { now: Date; hasManyUnread: boolean },
): ListingStep | null {
  const { headBelow, tailBelow, isTailListed, expiresAt } = listing;
  if (!listing.isOn) return null;
  if (headBelow !== null) return { part: "head", below: headBelow };
  if (expiresAt === null || expiresAt <= now) return { part: "newest" };
  return isTailListed || tailBelow === null || hasManyUnread
    ? null
    : { part: "tail", below: tailBelow };
}

/** Those on the page that are not known. Of the others some were dropped again, since they are older than wanted. */
export function newOnPage(
  { highest }: WarListing,
  step: ListingStep,
  ids: readonly number[],
): number[] {
  return step.part === "tail"
    ? ids.filter((id) => id < step.below)
    : ids.filter((id) => id > (highest ?? 0));
}

/** How far the list is read after a page with these ids. */
export function afterPage(
  listing: WarListing,
  step: ListingStep,
  ids: readonly number[],
): Partial<WarListing> {
  const { highest, headTop } = listing;
  const top = ids.length === 0 ? null : Math.max(...ids);
  const bottom = ids.length === 0 ? null : Math.min(...ids);
  switch (step.part) {
    case "newest":
      if (top === null || bottom === null) return {};
      if (highest === null) return { highest: top, tailBelow: bottom };
      return bottom > highest
        ? { headTop: top, headBelow: bottom }
        : { highest: Math.max(top, highest) };
    // A page that leads no further down would be asked for for ever.
    case "head":
      return bottom !== null && bottom < step.below && bottom > (highest ?? 0)
        ? { headBelow: bottom }
        : { highest: headTop, headBelow: null, headTop: null };
    case "tail":
      return bottom !== null && bottom < step.below
        ? { tailBelow: bottom }
        : { isTailListed: true };
  }
}

import { describe, expect, it } from "vitest";
import { afterPage, listingStep, newOnPage } from "./listing-step.ts";
import { noListing, type WarListing } from "./store/war-listing.ts";

const now = new Date("2026-11-21T12:00:00Z");
const hour = 60 * 60_000;

/** Walks over ESI's list of the wars 1 to `newest`, `size` a page, until there is nothing to ask for. */
function walk(
  start: WarListing,
  newest: number,
  size: number,
): { seen: number[]; listing: WarListing } {
  const seen: number[] = [];
  let listing = { ...start };
  for (let pages = 0; pages < 100; pages++) {
    const step = listingStep(listing, { now, hasManyUnread: false });
    if (step === null) return { seen, listing };
    const below = "below" in step ? step.below : newest + 1;
    const ids = [];
    for (let id = below - 1; id > 0 && ids.length < size; id--) ids.push(id);
    seen.push(...newOnPage(listing, step, ids));
    listing = { ...listing, ...afterPage(listing, step, ids) };
    if (step.part === "newest")
      listing.expiresAt = new Date(now.getTime() + hour);
  }
  throw new Error("It never ends");
}

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at);

describe("the list of wars", () => {
  it("is read from the newest to the first, each page once", () => {
    const { seen, listing } = walk({ ...noListing, isOn: true }, 95, 10);
    expect(seen).toEqual(range(1, 95).reverse());
    expect(listing).toMatchObject({ highest: 95, isTailListed: true });
  });

  it("is read down to what is known when much is new", () => {
    const known = {
      ...noListing,
      isOn: true,
      highest: 50,
      tailBelow: 1,
      isTailListed: true,
    };
    const { seen, listing } = walk(known, 95, 10);
    expect(seen).toEqual(range(51, 95).reverse());
    expect(listing).toMatchObject({ highest: 95, headBelow: null });
  });

  it("goes on in the middle of what is new, then of what is old", () => {
    const broken = {
      ...noListing,
      isOn: true,
      highest: 50,
      headTop: 95,
      headBelow: 70,
      tailBelow: 20,
      expiresAt: new Date(now.getTime() + hour),
    };
    const { seen } = walk(broken, 95, 10);
    expect(seen).toEqual([
      ...range(51, 69).reverse(),
      ...range(1, 19).reverse(),
    ]);
  });

  it("is left alone while switched off, fresh and listed, or with enough to read", () => {
    const fresh = {
      ...noListing,
      isOn: true,
      highest: 9,
      tailBelow: 5,
      expiresAt: new Date(now.getTime() + 1),
    };
    const hasManyUnread = false;
    expect(
      listingStep({ ...fresh, isOn: false }, { now, hasManyUnread }),
    ).toBeNull();
    expect(
      listingStep({ ...fresh, isTailListed: true }, { now, hasManyUnread }),
    ).toBeNull();
    expect(listingStep(fresh, { now, hasManyUnread: true })).toBeNull();
    expect(listingStep(fresh, { now, hasManyUnread })).toEqual({
      part: "tail",
      below: 5,
    });
  });

  it("of no war at all is no trouble", () => {
    expect(walk({ ...noListing, isOn: true }, 0, 10).seen).toEqual([]);
  });
});

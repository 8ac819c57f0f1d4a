import type { Db, Transaction } from "../../../platform/database/index.ts";

/** How far ESI's list of wars was read, and whether it is to be. */
export interface WarListing {
  readonly isOn: boolean;
  /** Wars declared before are left out. */
  readonly since: Date | null;
  /** Every war up to this id, down to `tailBelow`, is known; null before the first page. */
  readonly highest: number | null;
  /** While newer wars fill more than one page: those below are listed next, down to `highest`. */
  readonly headBelow: number | null;
  /** What `highest` becomes then. */
  readonly headTop: number | null;
  /** Older wars, below this id, are listed next. */
  readonly tailBelow: number | null;
  /** There are none, or they are older than wanted. */
  readonly isTailListed: boolean;
  readonly etag: string | null;
  /** ESI knows of no newer war before. */
  readonly expiresAt: Date | null;
}

/** The one row there is. */
const place = { id: 1 };

export const noListing: WarListing = {
  isOn: false,
  since: null,
  highest: null,
  headBelow: null,
  headTop: null,
  tailBelow: null,
  isTailListed: false,
  etag: null,
  expiresAt: null,
};

export async function readListing(db: Db): Promise<WarListing> {
  const row = await db.warListing.findUnique({ where: place });
  if (row === null) return noListing;
  const { id: _, ...listing } = row;
  return listing;
}

/** The same, and nobody else changes it before the commit. */
export async function lockListing(tx: Transaction): Promise<WarListing> {
  await tx.$executeRaw`INSERT INTO war_listings (id) VALUES (1) ON CONFLICT DO NOTHING`;
  await tx.$queryRaw`SELECT 1 FROM war_listings WHERE id = 1 FOR UPDATE`;
  return readListing(tx);
}

export async function writeListing(
  tx: Transaction,
  change: Partial<WarListing>,
): Promise<void> {
  await tx.warListing.update({ where: place, data: change });
}

import type { Db } from "../../../platform/database/index.ts";
import { dayOf, dayStart } from "../days.ts";
import type { Cents, CustomPrice } from "../price-book.ts";

export interface CustomPriceRow extends CustomPrice {
  readonly id: number;
  readonly typeId: number;
  readonly setAt: Date;
}

/** All that are set, or those of these types: by type, then by rising day. */
export async function readCustomPrices(
  db: Db,
  typeIds?: readonly number[],
): Promise<CustomPriceRow[]> {
  const rows = await db.customPrice.findMany({
    ...(typeIds && { where: { typeId: { in: [...typeIds] } } }),
    orderBy: [{ typeId: "asc" }, { fromDay: { sort: "asc", nulls: "first" } }],
  });
  return rows.map(({ fromDay, price, ...row }) => ({
    ...row,
    fromDay: fromDay && dayOf(fromDay),
    price: Number(price),
  }));
}

/** Sets a price over one of the same type and day. */
export async function writeCustomPrice(
  db: Db,
  set: {
    typeId: number;
    fromDay: number | null;
    price: Cents;
    reason: string;
  },
  now: Date,
): Promise<void> {
  const { typeId, fromDay, price, reason } = set;
  const from = fromDay === null ? null : dayStart(fromDay);
  await db.$executeRaw`
    INSERT INTO custom_prices (type_id, from_day, price, reason, set_at)
    VALUES (${typeId}, ${from}::date, ${BigInt(price)}, ${reason}, ${now})
    ON CONFLICT (type_id, COALESCE(from_day, '-infinity'::date))
    DO UPDATE SET price = excluded.price, reason = excluded.reason, set_at = excluded.set_at`;
}

/** Takes back what was set for a type: all of it, or what was set from one day on. Returns the days they held from. */
export async function deleteCustomPrices(
  db: Db,
  typeId: number,
  fromDay?: number | null,
): Promise<(number | null)[]> {
  const rows = await readCustomPrices(db, [typeId]);
  const gone = rows.filter(
    (row) => fromDay === undefined || row.fromDay === fromDay,
  );
  await db.customPrice.deleteMany({
    where: { id: { in: gone.map(({ id }) => id) } },
  });
  return gone.map((row) => row.fromDay);
}

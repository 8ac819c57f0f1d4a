/** JSON for a `$1::jsonb` parameter read by `jsonb_to_recordset`. Dates become RFC 3339, bigints digits, bytes PostgreSQL's hex form. */
export function sqlJson(rows: readonly unknown[]): string {
  return JSON.stringify(rows, function (this: unknown, key, value: unknown) {
    // `value` has passed Buffer's own toJSON already, so bytes are looked for in the row itself.
    const original: unknown = (this as Record<string, unknown>)[key];
    if (original instanceof Uint8Array) {
      return `\\x${Buffer.from(original).toString("hex")}`;
    }
    return typeof value === "bigint" ? value.toString() : value;
  });
}

import { once } from "node:events";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";

/** Appends rows, as a RowWriter made them, to a table. */
export type CopyRows = (
  table: string,
  columns: readonly string[],
  rows: readonly Uint8Array[],
) => Promise<void>;

export async function copyRows(
  client: pg.ClientBase,
  ...[table, columns, rows]: Parameters<CopyRows>
): Promise<void> {
  const stream = client.query(
    copyFrom(
      `COPY ${table} (${columns.join(", ")}) FROM STDIN (FORMAT binary)`,
    ),
  );
  const done = once(stream, "finish");
  // Awaited below; until then a refusal is nobody's surprise.
  done.catch(() => undefined);
  for (const part of [header, ...rows, trailer])
    if (!stream.write(part) && !stream.destroyed)
      await Promise.race([once(stream, "drain"), done]);
  stream.end();
  await done;
}

// PGCOPY, then flags and the length of an extension: none of either.
const header = Buffer.concat([
  Buffer.from("PGCOPY\n\xff\r\n\0", "latin1"),
  Buffer.alloc(8),
]);
const trailer = Buffer.from([0xff, 0xff]);

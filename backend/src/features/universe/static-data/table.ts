import {
  createRowWriter,
  float8Array,
  int4Array,
  type RowWriter,
} from "../../../platform/database/copy/row-writer.ts";

type Kind = "int4" | "float8" | "text" | "boolean" | "int4[]" | "float8[]";
export type Value = number | string | boolean | null | readonly number[];

/** A table of the static data, with what its columns hold. */
export interface StaticTable {
  readonly name: string;
  readonly columns: Readonly<Record<string, Kind>>;
}

/** Rows waiting to be copied into one table. */
export interface RowBatch {
  readonly table: StaticTable;
  /** Values in the order of the columns. */
  add(values: readonly Value[]): void;
  bytes(): number;
  /** What was added since the last time. */
  take(): Uint8Array;
}

export function createRowBatch(table: StaticTable): RowBatch {
  const kinds = Object.values(table.columns);
  let writer = createRowWriter();
  return {
    table,
    add(values) {
      writer.row(kinds.length);
      for (const [index, kind] of kinds.entries())
        write(writer, kind, values[index] ?? null);
    },
    bytes: () => writer.length(),
    take() {
      const bytes = writer.bytes();
      writer = createRowWriter();
      return bytes;
    },
  };
}

function write(writer: RowWriter, kind: Kind, value: Value): void {
  if (value === null) writer.null();
  else if (kind === "int4") writer.int4(value as number);
  else if (kind === "float8") writer.float8(value as number);
  else if (kind === "text") writer.text(value as string);
  else if (kind === "boolean") writer.boolean(value as boolean);
  else if (kind === "int4[]") writer.field(int4Array(value as number[]));
  else writer.field(float8Array(value as number[]));
}

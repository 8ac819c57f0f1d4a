import type { Clock } from "../../../kernel/index.ts";
import type { ZipArchive } from "../../../platform/archives/index.ts";
import type { ExclusiveConnection } from "../../../platform/database/index.ts";
import {
  type LatestBuild,
  parseBuild,
} from "../../../platform/static-data/index.ts";
import { members } from "./members.ts";
import type { Emit, Seen } from "./member.ts";
import { readLines } from "./read-lines.ts";
import { createMemberReader, shapeError } from "./read-member.ts";
import { createRowBatch, type StaticTable } from "./table.ts";
import { tables } from "./tables.ts";

export interface LoadProgress {
  /** The member being read. */
  readonly at: string;
  /** Of all unpacked bytes that are read. */
  readonly done: number;
  readonly of: number;
}

export interface LoadOptions {
  readonly clock: Clock;
  readonly onProgress: (progress: LoadProgress) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Rows are sent to PostgreSQL when a table has so many bytes of them. */
const batchBytes = 256 * 1024;

const fileOf = (member: string): string => `${member}.jsonl`;

/** Which build the archive is. RejectedError STATIC_DATA_SHAPE when it does not say so, or a member is missing. */
export async function checkArchive(archive: ZipArchive): Promise<LatestBuild> {
  const needed = ["_sde", ...members.map(({ name }) => name)].map(fileOf);
  const missing = needed.filter((name) => !archive.members.has(name));
  if (missing.length > 0)
    throw shapeError(`they lack ${[...new Set(missing)].join(", ")}`);
  let text = "";
  for await (const lines of readLines(archive.read(fileOf("_sde"))))
    text += `${lines.join("\n")}\n`;
  const build = parseBuild(text);
  if (build === null) throw shapeError("_sde.jsonl does not say which build");
  return build;
}

/** Puts the archive's build in the place of what is there, all at once for whoever reads. Returns how many rows it has. */
export async function loadArchive(
  connection: ExclusiveConnection,
  archive: ZipArchive,
  build: LatestBuild,
  options: LoadOptions,
): Promise<number> {
  const all: StaticTable[] = Object.values(tables);
  const rows = await connection.transaction(async (query, copy) => {
    for (const { name } of all) await query(`DELETE FROM ${name}`);
    const loaded = await loadMembers(
      archive,
      options,
      ({ name, columns }, bytes) => copy(name, Object.keys(columns), [bytes]),
    );
    await query(
      "DELETE FROM learnt_types l USING static_types t WHERE t.id = l.type_id",
    );
    await query("DELETE FROM static_builds");
    await query("INSERT INTO static_builds VALUES ($1, $2, $3)", [
      build.buildNumber,
      build.releasedAt,
      options.clock.now(),
    ]);
    return loaded;
  });
  // The old build's rows, and those of imports that were cut off, are taken away now.
  for (const { name } of all)
    await connection.query(`VACUUM (ANALYZE) ${name}`);
  return rows;
}

async function loadMembers(
  archive: ZipArchive,
  { onProgress, signal }: LoadOptions,
  copy: (table: StaticTable, bytes: Uint8Array) => Promise<void>,
): Promise<number> {
  const of = members.reduce(
    (sum, { name }) => sum + (archive.members.get(fileOf(name))?.bytes ?? 0),
    0,
  );
  const seen: Seen = {
    names: new Map(),
    operations: new Map(),
    hosts: new Set(),
  };
  const batches = new Map(
    Object.entries(tables).map(([name, table]) => [
      name,
      createRowBatch(table),
    ]),
  );
  let rows = 0;
  let done = 0;
  const emit: Emit = (table, values) => {
    rows++;
    batches.get(table)?.add(values);
  };
  const send = async (fromBytes: number) => {
    for (const batch of batches.values())
      if (batch.bytes() >= fromBytes) await copy(batch.table, batch.take());
  };
  for (const member of members) {
    const reader = createMemberReader(member, emit, seen);
    const pieces = counted(archive.read(fileOf(member.name)), (bytes) => {
      done += bytes;
    });
    for await (const lines of readLines(pieces)) {
      signal?.throwIfAborted();
      for (const line of lines) reader.take(line);
      await send(batchBytes);
      onProgress({ at: member.name, done, of });
    }
  }
  await send(1);
  return rows;
}

async function* counted(
  pieces: AsyncIterable<Uint8Array>,
  onPiece: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    onPiece(piece.length);
    yield piece;
  }
}

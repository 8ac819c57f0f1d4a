import type { Db, Transaction } from "../../../platform/database/index.ts";
import { Prisma } from "../../../platform/database/index.ts";
import type { CursorUpdate, SourceCursor } from "../killmails.ts";

export async function readCursor(
  db: Db,
  source: string,
  subject: string,
): Promise<SourceCursor | null> {
  const row = await db.sourceCursor.findUnique({
    where: { source_subject: { source, subject } },
  });
  if (row === null) return null;
  const { etag, lastModified, expiresAt, position, updatedAt } = row;
  return { etag, lastModified, expiresAt, position, updatedAt };
}

export async function writeCursor(
  tx: Transaction,
  cursor: CursorUpdate,
  now: Date,
): Promise<void> {
  const { source, subject } = cursor;
  const read = {
    etag: cursor.etag ?? null,
    lastModified: cursor.lastModified ?? null,
    expiresAt: cursor.expiresAt ?? null,
    position:
      cursor.position == null
        ? Prisma.DbNull
        : (cursor.position as Prisma.InputJsonValue),
    updatedAt: now,
  };
  await tx.sourceCursor.upsert({
    where: { source_subject: { source, subject } },
    create: { source, subject, ...read },
    update: read,
  });
}

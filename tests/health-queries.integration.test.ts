import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectFolder } from "../backend/src/platform/config/index.ts";
import { createTestDatabase } from "./support/database.ts";

test("the health queries of docs/operations.md run as they stand and tell the truth", async () => {
  const { database, drop } = await createTestDatabase();
  const { prisma } = database;
  const now = new Date();
  const longAgo = new Date(now.getTime() - 2 * 60 * 60_000);
  const account = await prisma.account.create({ data: { createdAt: now } });
  const pilots = [
    { characterId: 1n, lastSyncAt: now, expiresAt: null },
    { characterId: 2n, lastSyncAt: longAgo, expiresAt: null },
    { characterId: 3n, lastSyncAt: null, expiresAt: longAgo },
  ];
  for (const { characterId, lastSyncAt, expiresAt } of pilots) {
    const owner = { characterId, ownerHash: "owner" };
    const { id: grantId } = await prisma.grant.create({
      data: { ...owner, accountId: account.id, grantedAt: longAgo },
    });
    await prisma.linkedCharacter.create({
      data: {
        ...owner,
        accountId: account.id,
        grantId,
        name: "Pilot",
        linkedAt: longAgo,
        expiresAt,
        sync: {
          create: { state: "idle", message: "", lastSyncAt, updatedAt: now },
        },
      },
    });
  }
  await prisma.$executeRaw`SELECT ensure_killmail_partitions(${now}::timestamptz)`;
  for (const [killmailId, createdAt] of [
    [10, now],
    [11, now],
    [12, longAgo],
  ] as const) {
    await prisma.killmail.create({
      data: {
        killmailId,
        killmailTime: now,
        hash: new Uint8Array(20),
        solarSystemId: 30000142,
        victimShipTypeId: 587,
        attackerCount: 1,
        bodyCodec: 1,
        body: new Uint8Array(1),
        createdAt,
      },
    });
  }

  const counts: number[] = [];
  for (const query of await readQueries()) {
    const { rows } = await database.pool.query<{ count: string }>(query);
    counts.push(Number(rows[0]?.count));
  }
  expect(counts).toEqual([1, 2, 1]);
  await drop();
});

async function readQueries(): Promise<string[]> {
  const text = await readFile(
    join(projectFolder, "docs/operations.md"),
    "utf8",
  );
  const [, block = ""] = /```sql\n(.*?)```/s.exec(text) ?? [];
  return block.match(/^SELECT .*;$/gm) ?? [];
}

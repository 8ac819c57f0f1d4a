import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../tests/support/database.ts";
import { sqlJson } from "./sql-json.ts";

let test1: TestDatabase;
beforeAll(async () => {
  test1 = await createTestDatabase();
});
afterAll(() => test1.drop());

test("times go in and out unshifted, whatever the server's time zone", async () => {
  const { database } = test1;
  const createdAt = new Date("2026-07-01T12:34:56.789Z");
  const { id } = await database.prisma.account.create({ data: { createdAt } });
  const [raw] = await database.prisma.$queryRaw<{ created_at: Date }[]>`
    SELECT created_at FROM accounts WHERE id = ${id}`;
  const found = await database.prisma.account.findUniqueOrThrow({
    where: { id },
  });
  expect(found.createdAt).toEqual(createdAt);
  expect(raw?.created_at).toEqual(createdAt);
});

test("one JSON parameter carries many rows", async () => {
  const rows = [
    { id: 5n, hash: Buffer.from("ff00", "hex"), at: new Date(0) },
    { id: 2n ** 60n, hash: new Uint8Array([1]), at: new Date(1) },
  ];
  const found = await test1.database.prisma.$queryRaw<
    { id: bigint; hash: Uint8Array; at: Date }[]
  >`SELECT * FROM jsonb_to_recordset(${sqlJson(rows)}::jsonb) AS x(id bigint, hash bytea, at timestamptz)`;
  expect(found.map((row) => row.id)).toEqual([5n, 2n ** 60n]);
  expect(found.map((row) => Buffer.from(row.hash).toString("hex"))).toEqual([
    "ff00",
    "01",
  ]);
  expect(found.map((row) => row.at)).toEqual([new Date(0), new Date(1)]);
});

import { expect, test } from "vitest";
import { decodeCursor, encodeCursor } from "./cursor.ts";

const largest = [253_402_300_799, 2_147_483_647];

test("a cursor gives back what it was made of", () => {
  const cursor = encodeCursor("killmail", 1_780_332_420, 1007);
  expect(cursor).toMatch(/^[\w-]+$/);
  expect(decodeCursor("killmail", cursor, largest)).toEqual([
    1_780_332_420, 1007,
  ]);
});

const made = (text: string) => Buffer.from(text).toString("base64url");

test.each([
  "",
  "nonsense",
  "ÄÖÜ",
  made("attacker:1:2"),
  made("killmail:1"),
  made("killmail:1:2:3"),
  made("killmail:1:-2"),
  made("killmail:1:2.5"),
  made("killmail:1:"),
  made("killmail:1:02"),
  made("killmail:1:99999999999999999"),
  made("killmail:9999999999999999:1"),
  made("killmail:8640000000001:1"),
  made("killmail:1:2147483648"),
  `${made("killmail:1:2")}=`,
  ` ${made("killmail:1:2")}`,
])("%o is none", (cursor) => {
  expect(() => decodeCursor("killmail", cursor, largest)).toThrow(
    /not a cursor/,
  );
});

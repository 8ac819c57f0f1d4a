import { expect, test } from "vitest";
import { decodeCursor, encodeCursor } from "./cursor.ts";

test("a cursor gives back what it was made of", () => {
  const cursor = encodeCursor("killmail", 1_780_332_420, 1007);
  expect(cursor).toMatch(/^[\w-]+$/);
  expect(decodeCursor("killmail", cursor, 2)).toEqual([1_780_332_420, 1007]);
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
  `${made("killmail:1:2")}=`,
  ` ${made("killmail:1:2")}`,
])("%o is none", (cursor) => {
  expect(() => decodeCursor("killmail", cursor, 2)).toThrow(/not a cursor/);
});

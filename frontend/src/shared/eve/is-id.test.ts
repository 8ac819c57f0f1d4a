import { expect, test } from "vitest";
import { isId } from "./is-id.ts";

test("ids are whole numbers above 0 in decimal digits", () => {
  for (const text of ["1", "2112625428", "9007199254740991"])
    expect(isId(text), text).toBe(true);
  for (const text of [
    "abc",
    "",
    "0",
    "01",
    "-1",
    "1.5",
    "1e3",
    " 1",
    "9007199254740992",
    "99999999999999999",
  ])
    expect(isId(text), text).toBe(false);
});

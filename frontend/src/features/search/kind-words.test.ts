import { expect, test } from "vitest";
import { scriptNote } from "./kind-words.ts";

test("scripts are named unless all is Latin", () => {
  expect(scriptNote([])).toBeNull();
  expect(scriptNote(["Latin"])).toBeNull();
  expect(scriptNote(["Cyrillic"])).toBe("Cyrillic");
  expect(scriptNote(["Latin", "Cyrillic"])).toBe("Latin + Cyrillic");
});

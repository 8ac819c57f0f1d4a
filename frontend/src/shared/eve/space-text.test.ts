import { expect, it } from "vitest";
import { spaceText } from "./space-text.ts";

it("tells the class of a wormhole where it is known", () => {
  expect(spaceText({ spaceKind: "WORMHOLE", wormholeClass: 5 })).toBe(
    "Wormhole space, C5",
  );
  expect(spaceText({ spaceKind: "WORMHOLE", wormholeClass: null })).toBe(
    "Wormhole space",
  );
  expect(spaceText({ spaceKind: "HIGH", wormholeClass: null })).toBe(
    "High security",
  );
  expect(spaceText({ spaceKind: null, wormholeClass: null })).toBeNull();
});

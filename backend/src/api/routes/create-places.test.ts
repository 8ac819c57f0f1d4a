import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { createPlaces } from "./create-places.ts";

test("places are counted by key and come free when a connection closes", () => {
  const takePlace = createPlaces(2);
  const first = new EventEmitter();
  expect(takePlace("a", first)).toBe(true);
  expect(takePlace("a", new EventEmitter())).toBe(true);
  expect(takePlace("a", new EventEmitter())).toBe(false);
  expect(takePlace("b", new EventEmitter())).toBe(true);
  first.emit("close");
  expect(takePlace("a", new EventEmitter())).toBe(true);
  expect(takePlace("a", new EventEmitter())).toBe(false);
});

import { expect, test } from "vitest";
import { nearestCelestial } from "./nearest-celestial.ts";

const at = (id: number, x: number, y = 0, z = 0) => ({
  id,
  typeId: 14,
  name: `number ${id}`,
  x,
  y,
  z,
});

test("the nearest of several, with its distance in metres", () => {
  const celestials = [at(1, 0), at(2, 1e12), at(3, 1e12 + 3_000, 4_000)];
  expect(
    nearestCelestial(celestials, { x: 1e12 + 3_000, y: 3_000, z: 0 }),
  ).toEqual({ id: 3, typeId: 14, name: "number 3", distanceMeters: 1_000 });
  expect(nearestCelestial(celestials, { x: 5, y: 12, z: 0 })).toMatchObject({
    id: 1,
    distanceMeters: 13,
  });
});

test("of equally near ones always the same, in whatever sequence they come", () => {
  const [one, two] = [at(7, -5), at(8, 5)];
  const origin = { x: 0, y: 0, z: 0 };
  expect(nearestCelestial([one, two], origin)?.id).toBe(7);
  expect(nearestCelestial([two, one], origin)?.id).toBe(7);
});

test("nothing where nothing is known", () => {
  expect(nearestCelestial([], { x: 0, y: 0, z: 0 })).toBeNull();
});

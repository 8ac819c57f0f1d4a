import { createRandom } from "../random.ts";
import type { BlueprintFacts } from "../static-facts.ts";
import { blueprintRows } from "./blueprint-rows.ts";
import { groupRows } from "./group-rows.ts";
import { hullRows } from "./hull-rows.ts";
import { itemRows } from "./item-rows.ts";

/** Tritanium to zydrine, each rarer than the one before. */
const minerals = [34, 35, 36, 37, 38, 39];
const shipCategory = 6;

/** What each blueprint takes and gives: real blueprints, invented quantities that grow with the product's size. */
export function seedBlueprints(): BlueprintFacts[] {
  const volumes = new Map(
    [...hullRows, ...itemRows].map(([id, , groupId, volume]) => [
      id,
      { volume: volume ?? 1, isShip: categoryOf(groupId) === shipCategory },
    ]),
  );
  return blueprintRows.map(([id, productId]) => {
    const random = createRandom(41, id);
    const product = volumes.get(productId);
    const size = (product?.volume ?? 1) * (product?.isShip ? 1 : 300);
    return {
      id,
      mostRuns: product?.isShip ? 10 : 300,
      manufacturing: {
        seconds: Math.ceil(size / 5),
        materials: minerals.map((typeId, rarity) => ({
          typeId,
          quantity: Math.ceil(
            (size * (0.8 + random.next() * 0.4)) / 4 ** rarity,
          ),
        })),
        products: [
          { typeId: productId, quantity: isCharge(productId) ? 100 : 1 },
        ],
      },
    };
  });
}

const isCharge = (typeId: number): boolean => {
  const row = itemRows.find(([id]) => id === typeId);
  return row !== undefined && categoryOf(row[2]) === 8;
};

const categoryOf = (groupId: number): number | undefined =>
  groupRows.find(([id]) => id === groupId)?.[2];

import type { TypeRow } from "./hull-rows.ts";

/** Real types of what hangs in space, restated. */
export const placeTypeRows: readonly TypeRow[] = [
  [6, "Sun G5 (Yellow)", 6],
  [7, "Sun K7 (Orange)", 6],
  [8, "Sun K5 (Red Giant)", 6],
  [9, "Sun B0 (Blue)", 6],
  [10, "Sun F0 (White)", 6],
  [3796, "Sun O1 (Bright Blue)", 6],
  [11, "Planet (Temperate)", 7],
  [12, "Planet (Ice)", 7],
  [13, "Planet (Gas)", 7],
  [2014, "Planet (Oceanic)", 7],
  [2015, "Planet (Lava)", 7],
  [2016, "Planet (Barren)", 7],
  [2017, "Planet (Storm)", 7],
  [2063, "Planet (Plasma)", 7],
  [14, "Moon", 8],
  [15, "Asteroid Belt", 9],
  [16, "Stargate (Caldari System)", 10],
  [1529, "Caldari Administrative Station", 15],
];

export const placeGroupRows: readonly (readonly [
  id: number,
  name: string,
  categoryId: number,
])[] = [
  [6, "Sun", 2],
  [7, "Planet", 2],
  [8, "Moon", 2],
  [9, "Asteroid Belt", 2],
  [10, "Stargate", 2],
  [15, "Station", 3],
];

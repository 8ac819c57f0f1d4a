/** Groups and categories of the static data that labels and points ask for. */
export const typeGroups = {
  capsule: 29,
  shuttle: 31,
  miningLaser: 54,
  corvette: 237,
  droneDamageModule: 645,
  strategicCruiser: 963,
} as const;

export const typeCategories = {
  ship: 6,
  module: 7,
  starbase: 23,
  sovereigntyStructure: 40,
  orbital: 46,
  structure: 65,
} as const;

/**
 * Invented places. Their ids lie in the ranges that tell the kind of space apart (30M gates, 31M
 * wormholes), in parts of them the real map does not use.
 */
export const regionRows: readonly (readonly [id: number, name: string])[] = [
  [10_000_901, "Halcyon Reach"],
  [10_000_902, "Ember Marches"],
  [10_000_903, "The Sundering"],
  [11_000_901, "Pallid Deep"],
];

export const constellationRows: readonly (readonly [
  id: number,
  name: string,
  regionId: number,
])[] = [
  [20_000_901, "Aurelian Gate", 10_000_901],
  [20_000_902, "Lantern Row", 10_000_901],
  [20_000_903, "Cinderfall", 10_000_902],
  [20_000_904, "Broken Anvil", 10_000_902],
  [20_000_905, "Q4-VOID", 10_000_903],
  [20_000_906, "X9-TIDE", 10_000_903],
  [21_000_901, "P-C00901", 11_000_901],
];

export const systemRows: readonly (readonly [
  id: number,
  name: string,
  constellationId: number,
  security: number,
])[] = [
  [30_900_001, "Meridian", 20_000_901, 0.9459],
  [30_900_002, "Solace", 20_000_901, 0.8121],
  [30_900_003, "Tallow", 20_000_901, 0.6544],
  [30_900_004, "Wick", 20_000_902, 0.5512],
  [30_900_005, "Oriel", 20_000_902, 0.4531],
  [30_900_006, "Kessandra", 20_000_903, 0.3871],
  [30_900_007, "Ashgrave", 20_000_903, 0.2983],
  [30_900_008, "Harrowgate", 20_000_903, 0.1466],
  [30_900_009, "Slagheim", 20_000_904, 0.3312],
  [30_900_010, "Ruinwake", 20_000_904, 0.0301],
  [30_900_011, "7Q-VXN", 20_000_905, -0.0472],
  [30_900_012, "KZ-04P", 20_000_905, -0.2619],
  [30_900_013, "M3L-0R", 20_000_905, -0.4418],
  [30_900_014, "X-9TDE", 20_000_906, -0.5873],
  [30_900_015, "0J-WRN", 20_000_906, -0.7322],
  [31_900_001, "J190001", 21_000_901, -0.99],
  [31_900_002, "J190002", 21_000_901, -0.99],
  [31_900_003, "J190003", 21_000_901, -0.99],
];

/** Which wormhole space it is; what a system does not say itself, its region does. */
export const wormholeClasses: Readonly<Record<number, number>> = {
  31_900_001: 3,
  11_000_901: 5,
};

/** Pairs of systems that stargates connect. */
export const connectionRows: readonly (readonly [number, number])[] = [
  [30_900_001, 30_900_002],
  [30_900_002, 30_900_003],
  [30_900_001, 30_900_003],
  [30_900_003, 30_900_004],
  [30_900_004, 30_900_005],
  [30_900_005, 30_900_006],
  [30_900_006, 30_900_007],
  [30_900_007, 30_900_008],
  [30_900_008, 30_900_009],
  [30_900_006, 30_900_009],
  [30_900_009, 30_900_010],
  [30_900_010, 30_900_011],
  [30_900_011, 30_900_012],
  [30_900_012, 30_900_013],
  [30_900_011, 30_900_013],
  [30_900_013, 30_900_014],
  [30_900_014, 30_900_015],
];

/** Home of the fiercest fights: weight of a system when a kill needs a place. */
export function systemWeight(security: number, id: number): number {
  if (id >= 31_000_000) return 1;
  if (security >= 0.45) return 1;
  return security > 0 ? 3 : 2;
}

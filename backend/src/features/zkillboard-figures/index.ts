export { createZkillboardFigures } from "./create-zkillboard-figures.ts";
export { figuresEffect } from "./figures-effect.ts";
export { readFigures } from "./read-figures.ts";
export { keepFigures } from "./store.ts";
export type {
  Figures,
  SaidFigures,
  StoredFigures,
  ZkillboardFigures,
} from "./zkillboard-figures.ts";

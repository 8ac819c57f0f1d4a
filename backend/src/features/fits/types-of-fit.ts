import type { Fit } from "./fit.ts";

/** Every type of a fit; a type may come twice. */
export const typesOfFit = (fit: Fit): number[] => [
  fit.hullTypeId,
  ...fit.modules.flatMap(({ typeId, charge }) =>
    charge === null ? [typeId] : [typeId, charge.typeId],
  ),
  ...fit.stacks.map(({ typeId }) => typeId),
];

import { createHash } from "node:crypto";
import type { Fit } from "../fit.ts";

/** Everything of a fit that makes its family: the hull and the fitted modules. */
export type FamilyTraits = Pick<Fit, "hullTypeId"> & {
  readonly modules: readonly { readonly typeId: number }[];
};

/** The same for all fits of one family: same hull, same fitted modules. Order, charges and what lies in holds do not count. 32 hexadecimal digits, stable for good. */
export function fingerprint({ hullTypeId, modules }: FamilyTraits): string {
  const types = modules.map(({ typeId }) => typeId).sort((a, b) => a - b);
  return createHash("sha256")
    .update(`${hullTypeId}:${types.join(",")}`)
    .digest("hex")
    .slice(0, 32);
}

import { commonFits } from "./common-fits.ts";
import type { Fit } from "./fit.ts";
import { specialFits } from "./special-fits.ts";

/** What the pilots of the invented New Eden fly. */
export const fits: readonly Fit[] = [...commonFits, ...specialFits];

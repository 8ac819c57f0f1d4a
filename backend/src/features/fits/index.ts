export { createFits, type FitsDeps } from "./create-fits.ts";
export type {
  Fit,
  FitStack,
  FittedModule,
  LostUnits,
  SlotSection,
} from "./fit.ts";
export { fitOfMail } from "./fit-of-mail.ts";
export type { Fits, ShownFit } from "./fits.ts";
export { fingerprint, type FamilyTraits } from "./family/fingerprint.ts";
export { nearness } from "./family/nearness.ts";
export { fittingScopes } from "./saving/fitting-scopes.ts";

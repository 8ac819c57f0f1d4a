export { createEsi } from "./create-esi.ts";
export type { Esi } from "./esi.ts";
export type { EsiAnswer, EsiContent, EsiNotModified } from "./esi-answer.ts";
export {
  characterSubject,
  type EsiBudget,
  type HostOutage,
  publicSubject,
  type Remaining,
} from "./budget/esi-budget.ts";
export { createPostgresBudget } from "./budget/postgres-budget.ts";
export { tokenCost } from "./budget/token-cost.ts";
export {
  characterGroups,
  rateLimits,
  sharedGroups,
} from "./budget/rate-limits.ts";
export { esiMetrics } from "./esi-metrics.ts";
export { esiTrouble } from "./esi-trouble.ts";
export { EsiRefusedError } from "./esi-refused-error.ts";
export { createOneAtATime } from "./one-at-a-time.ts";
export { resolveAffiliations } from "./resolve-affiliations.ts";
export { resolveNames } from "./resolve-names.ts";
export type {
  EsiAffiliation,
  EsiAlliance,
  EsiCharacter,
  EsiFitting,
  EsiCorporation,
  EsiMarketDay,
  EsiMarketPrice,
  EsiName,
  EsiReference,
  EsiRoles,
  EsiSolarSystem,
  EsiWar,
} from "./schemas.ts";

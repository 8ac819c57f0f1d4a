export { createEsi, type Esi } from "./create-esi.ts";
export type { EsiAnswer, EsiContent, EsiNotModified } from "./esi-answer.ts";
export type { EsiBudget } from "./esi-budget.ts";
export { EsiRefusedError } from "./esi-refused-error.ts";
export { createPostgresBudget } from "./postgres-budget.ts";
export { createOneAtATime } from "./one-at-a-time.ts";
export { resolveNames } from "./resolve-names.ts";
export type { EsiName, EsiReference, EsiSolarSystem } from "./schemas.ts";

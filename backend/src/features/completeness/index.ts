export { createCompleteness } from "./create-completeness.ts";
export type {
  Completeness,
  CompletenessDay,
  CompletenessYear,
} from "./completeness.ts";

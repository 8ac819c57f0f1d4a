export { labelsOf } from "./labels/labels-of.ts";
export type { Label, LabelName } from "./labels/label-names.ts";
export { iskText } from "./value/cents.ts";
export { createValuer, type Valuer } from "./value/create-valuer.ts";
export { explainPrice } from "./value/explain-price.ts";
export { visitLines } from "./value/value-lines.ts";
export type { KillmailValue } from "./value/value-killmail.ts";

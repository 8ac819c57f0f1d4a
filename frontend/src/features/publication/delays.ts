import type { PublicationDelay } from "../../graphql/generated/graphql.ts";

/** Shortest first. */
export const delays: readonly PublicationDelay[] = [
  "AT_ONCE",
  "HOURS_1",
  "HOURS_3",
  "HOURS_8",
  "HOURS_24",
  "HOURS_72",
  "NEVER",
];

export const delayTexts: Record<PublicationDelay, string> = {
  AT_ONCE: "At once",
  HOURS_1: "After 1 hour",
  HOURS_3: "After 3 hours",
  HOURS_8: "After 8 hours",
  HOURS_24: "After 24 hours",
  HOURS_72: "After 72 hours",
  NEVER: "Never by themselves",
};

/** Whether mails may become public by the choice that were to wait longer before: that can not be taken back. */
export function isSooner(
  chosen: PublicationDelay,
  before: PublicationDelay,
): boolean {
  return delays.indexOf(chosen) < delays.indexOf(before);
}

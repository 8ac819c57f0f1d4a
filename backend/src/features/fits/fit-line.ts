import type { ItemSection } from "../killmails/index.ts";

/** What became of one line of a pasted fit (of one element of an XML, of one part of a DNA link). */
export const lineFates = [
  "FIT",
  "PLACED",
  "EMPTY_SLOT",
  "SECTION",
  "NOTE",
  "BLANK",
  "REFUSED",
  "OUTSIDE",
] as const;

export type LineFate = (typeof lineFates)[number];

/** What is worth knowing about how a line was read. */
export const remarkCodes = [
  "MISTYPED",
  "RENAMED",
  "AMBIGUOUS",
  "OTHER_LANGUAGE",
  "UNPUBLISHED",
  "LOOKALIKE_LETTERS",
  "NOT_A_HULL",
  "NOT_A_CHARGE",
  "SLOT_FROM_PLACE",
  "SLOT_DIFFERS",
  "NO_SLOT",
  "SURPLUS",
  "OFFLINE",
  "MUTATED",
  "QUANTITY",
] as const;

export type RemarkCode = (typeof remarkCodes)[number];

export interface Remark {
  readonly code: RemarkCode;
  /** A sentence for whoever pasted it, saying what to do where something can be done. */
  readonly message: string;
  /** Names that may have been meant, likeliest first. */
  readonly suggestions: readonly string[];
}

/** Where a type of the line went. */
export interface Place {
  readonly typeId: number;
  readonly section: ItemSection;
  /** Place in a slot section, from 0; null in holds. */
  readonly position: number | null;
  readonly quantity: number;
  /** Whether it is the charge loaded into the module before it. */
  readonly isCharge: boolean;
}

export interface FitLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** Which fit of the paste it belongs to, from 0; null when to none. */
  readonly fit: number | null;
  readonly fate: LineFate;
  readonly places: readonly Place[];
  readonly remarks: readonly Remark[];
}

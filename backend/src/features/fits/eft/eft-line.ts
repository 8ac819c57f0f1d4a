import type { SlotSection } from "../fit.ts";

/** One way to read an item line; a line has several, for names may hold commas and end in numbers. */
export interface Reading {
  readonly name: string;
  /** Null where the line gives none. */
  readonly quantity: number | null;
  readonly charge: string | null;
}

export type EftLine =
  | { readonly kind: "blank" | "note" | "outside" }
  | { readonly kind: "fit"; readonly hull: string; readonly name: string }
  | { readonly kind: "empty"; readonly section: SlotSection }
  /** A title over what follows; the flag is that of a bay, or of the section's first slot. */
  | { readonly kind: "section"; readonly flag: number }
  | {
      readonly kind: "item";
      /** Likeliest first; never empty. */
      readonly readings: readonly Reading[];
      readonly isOffline: boolean;
      readonly isMutated: boolean;
    };

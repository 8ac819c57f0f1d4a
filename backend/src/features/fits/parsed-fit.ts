import type { FitLine } from "./fit-line.ts";
import type { Fit } from "./fit.ts";

export type FitFormat = "EFT" | "DNA" | "XML";

/** What a pasted text holds. */
export interface ParsedFits {
  readonly format: FitFormat;
  /** Fits whose hull is known, with their number in the paste, from 0. */
  readonly fits: readonly { readonly number: number; readonly fit: Fit }[];
  readonly lines: readonly FitLine[];
}

import { z } from "zod";

/** Ids and counts, as the tables can hold them. */
export const int4 = z
  .int()
  .min(-(2 ** 31))
  .max(2 ** 31 - 1);

export const languages = [
  "en",
  "de",
  "es",
  "fr",
  "ja",
  "ko",
  "ru",
  "zh",
] as const;
export type Language = (typeof languages)[number];

/** A text in the languages of EVE's clients; English is always there. */
export const localised = z.object({
  en: z.string(),
  de: z.string().optional(),
  es: z.string().optional(),
  fr: z.string().optional(),
  ja: z.string().optional(),
  ko: z.string().optional(),
  ru: z.string().optional(),
  zh: z.string().optional(),
});

export const position = z.object({
  x: z.number(),
  y: z.number(),
  z: z.number(),
});

/** The three columns of a position that may be unknown. */
export function xyz(
  at: z.infer<typeof position> | undefined,
): [number | null, number | null, number | null] {
  return at === undefined ? [null, null, null] : [at.x, at.y, at.z];
}

import { z } from "zod";
import { defineEvent } from "../../../kernel/index.ts";

export interface CharacterMoved {
  characterId: number;
  grantId: number;
  /** Null: it was not known where the character had been. */
  fromCorporationId: number | null;
  toCorporationId: number;
}

/** ESI says that a linked character is in another corporation than it said before, or says it for the first time. */
export const characterMoved = defineEvent<CharacterMoved>({
  name: "character-moved",
  version: 1,
  payload: z.object({
    characterId: z.int().positive(),
    grantId: z.int().positive(),
    fromCorporationId: z.int().positive().nullable(),
    toCorporationId: z.int().positive(),
  }),
});

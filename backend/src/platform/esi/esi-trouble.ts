/** Codes of the UnavailableErrors that say why ESI can not be asked, or gave no answer, just now. */
export const esiTrouble = {
  /** It does not answer, or its game servers do not: looked at by somebody, for all. */
  away: "ESI_AWAY",
  /** It answered with an error of its own, or broke off. */
  failed: "ESI_FAILED",
  /** Its allowance is used up. */
  spent: "ESI_SPENT",
  /** It told us to slow down (420, 429). */
  slow: "ESI_SLOW",
  /** Somebody of this site is asking for the same. */
  asked: "ESI_ASKED",
} as const;

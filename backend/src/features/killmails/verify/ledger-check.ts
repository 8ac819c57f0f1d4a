/** One kind of promise about the tables. */
export interface LedgerCheck {
  /** What should be, as a sentence. */
  readonly name: string;
  /** At most `mostFindings` of what is otherwise. */
  find(): Promise<Findings>;
}

export interface Findings {
  /** One line for each. */
  readonly texts: readonly string[];
  /** Puts right what was found, where it still is so: running it beside workers, or twice, does no harm. */
  heal(): Promise<void>;
}

/** What is found and healed at once; more comes with the next look. */
export const mostFindings = 1_000;

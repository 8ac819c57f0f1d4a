/** The feed's name in the ledger and among the cursors. */
export const feedSource = "live-feed";

/** The cursor's subject: there is one feed. */
export const feedSubject = "r2z2";

const dayMs = 24 * 3_600_000;

/**
 * When day files were last made, if they are made once a day so long after midnight UTC. A run
 * writes all days before its own as they are known then.
 */
export const lastRunMs = (nowMs: number, afterMidnightMs: number): number =>
  Math.floor((nowMs - afterMidnightMs) / dayMs) * dayMs + afterMidnightMs;

export interface RequestLimit {
  /** What becomes of one more request of an address. */
  note(address: string): "allowed" | "limited" | "banned";
}

const patienceMs = 60_000;
const refusalsBeforeBan = 60;
const banMs = 3_600_000;

/**
 * So many requests in any second and address, then 429; who goes on asking is banned for an hour.
 * How many refusals that takes is not published; here it is 60 in a minute.
 */
export function createRequestLimit(
  perSecond: number,
  now: () => number,
): RequestLimit {
  const addresses = new Map<
    string,
    { asked: number[]; refused: number[]; bannedUntilMs: number }
  >();
  return {
    note(address) {
      const nowMs = now();
      const known = addresses.get(address) ?? {
        asked: [],
        refused: [],
        bannedUntilMs: -Infinity,
      };
      addresses.set(address, known);
      if (nowMs < known.bannedUntilMs) return "banned";
      known.asked = known.asked.filter((atMs) => atMs > nowMs - 1_000);
      if (known.asked.length < perSecond) {
        known.asked.push(nowMs);
        return "allowed";
      }
      known.refused = known.refused.filter((atMs) => atMs > nowMs - patienceMs);
      known.refused.push(nowMs);
      if (known.refused.length < refusalsBeforeBan) return "limited";
      known.refused = [];
      known.bannedUntilMs = nowMs + banMs;
      return "banned";
    },
  };
}

export interface Blunders {
  note(address: string): void;
  areTooMany(address: string): boolean;
}

const most = 40;
const windowMs = 300_000;

/** Refused queries by address: after more than 40 in five minutes zKillboard no longer looks at them. */
export function createBlunders(now: () => number): Blunders {
  const made = new Map<string, number[]>();
  const recent = (address: string): number[] =>
    (made.get(address) ?? []).filter((atMs) => atMs > now() - windowMs);
  return {
    note(address) {
      made.set(address, [...recent(address), now()]);
    },
    areTooMany: (address) => recent(address).length > most,
  };
}

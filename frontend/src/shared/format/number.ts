const WHOLE = new Intl.NumberFormat("en");

/** "12,345"; decimal strings keep every digit, however long. */
export function formatWhole(value: number | string): string {
  return WHOLE.format(typeof value === "string" ? BigInt(value) : value);
}

/** "1,234,567.89 ISK" of a decimal string, every digit kept. */
export function formatIsk(amount: string): string {
  const [whole = "0", cents = ""] = amount.split(".");
  return `${formatWhole(whole)}${cents === "" ? "" : `.${cents}`} ISK`;
}

const UNITS: readonly [digits: number, sign: string][] = [
  [12, "t"],
  [9, "b"],
  [6, "m"],
  [3, "k"],
];

/** "1.23b" of a decimal string: three digits, cut off, as pilots write ISK. */
export function formatIskShort(amount: string): string {
  const [whole = "0"] = amount.split(".");
  if (whole === "0") return amount;
  const unit = UNITS.find(([digits]) => whole.length > digits);
  if (unit === undefined) return whole;
  const [digits, sign] = unit;
  const before = whole.slice(0, -digits);
  const after = whole.slice(-digits).slice(0, Math.max(0, 3 - before.length));
  return `${before}${after === "" ? "" : `.${after}`}${sign}`;
}

/** "1 attacker", "2 attackers". */
export function formatCount(count: number, one: string, many: string): string {
  return `${formatWhole(count)} ${count === 1 ? one : many}`;
}

/** Share of `part` in `whole`, both decimal strings, as "12.3 %"; empty when there is nothing to share. */
export function formatShare(part: string, whole: string): string {
  const total = Number(whole);
  if (total <= 0) return "";
  return `${((100 * Number(part)) / total).toFixed(1)} %`;
}

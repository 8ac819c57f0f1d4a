import type { EftLine, Reading } from "./eft-line.ts";

/** How an item line may be read: whole, without its count, and split into module and charge at each of its first commas. */
export function readItem(text: string): EftLine & { kind: "item" } {
  const offline = text.replace(/\s*\/offline\s*$/i, "");
  const mutated = offline.replace(/\s*\[\d{1,4}\]\s*$/, "");
  const base = mutated.trim();
  const readings: Reading[] = [];
  const add = (name: string, quantity: number | null) => {
    const whole = name.trim();
    if (whole === "") return;
    readings.push({ name: whole, quantity, charge: null });
    for (const [left, right] of splits(whole))
      readings.push({ name: left, quantity, charge: right });
  };
  const after = /^(.*\S)\s+[x\u00d7]\s?(\d{1,15})$/i.exec(base);
  const before = /^(\d{1,15})\s?[x\u00d7]?\s+(.*\S)$/i.exec(base);
  add(base, null);
  if (after?.[1] !== undefined) add(after[1], Number(after[2]));
  if (before?.[2] !== undefined) add(before[2], Number(before[1]));
  return {
    kind: "item",
    readings:
      readings.length > 0
        ? readings
        : [{ name: text, quantity: null, charge: null }],
    isOffline: offline !== text,
    isMutated: mutated !== offline,
  };
}

const mostCommas = 4;

function* splits(text: string): Generator<[left: string, right: string]> {
  let comma = text.indexOf(",");
  for (let count = 0; comma >= 0 && count < mostCommas; count++) {
    const [left, right] = [text.slice(0, comma), text.slice(comma + 1)];
    if (left.trim() !== "" && right.trim() !== "")
      yield [left.trim(), right.trim()];
    comma = text.indexOf(",", comma + 1);
  }
}

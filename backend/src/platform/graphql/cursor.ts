import { badUserInput } from "./errors.ts";

/** An opaque cursor: its kind keeps one list's cursor from being used on another. */
export function encodeCursor(kind: string, ...parts: number[]): string {
  return Buffer.from([kind, ...parts].join(":")).toString("base64url");
}

/** The end of the year 9999: what is later, JavaScript and PostgreSQL write differently. */
export const latestMs = Date.UTC(10_000, 0) - 1;

/** The numbers `encodeCursor` was given, one for each of `largest`: what no list can have given is refused like nonsense. */
export function decodeCursor(
  kind: string,
  cursor: string,
  largest: readonly number[],
): number[] {
  const [head, ...parts] = Buffer.from(cursor, "base64url")
    .toString("latin1")
    .split(":");
  const numbers = parts.map((part) =>
    /^\d{1,16}$/.test(part) ? Number(part) : Number.NaN,
  );
  if (
    head !== kind ||
    numbers.length !== largest.length ||
    !numbers.every((value, index) => value <= (largest[index] ?? 0)) ||
    encodeCursor(kind, ...numbers) !== cursor
  )
    throw badUserInput(
      "after is not a cursor of this list: give back one that the list gave you.",
    );
  return numbers;
}

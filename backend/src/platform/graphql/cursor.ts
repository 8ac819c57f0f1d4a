import { badUserInput } from "./errors.ts";

/** An opaque cursor: its kind keeps one list's cursor from being used on another. */
export function encodeCursor(kind: string, ...parts: number[]): string {
  return Buffer.from([kind, ...parts].join(":")).toString("base64url");
}

/** The numbers `encodeCursor` was given. */
export function decodeCursor(
  kind: string,
  cursor: string,
  length: number,
): number[] {
  const [head, ...parts] = Buffer.from(cursor, "base64url")
    .toString("latin1")
    .split(":");
  const numbers = parts.map((part) =>
    /^\d{1,16}$/.test(part) ? Number(part) : Number.NaN,
  );
  if (
    head !== kind ||
    numbers.length !== length ||
    !numbers.every(Number.isSafeInteger) ||
    encodeCursor(kind, ...numbers) !== cursor
  )
    throw badUserInput(
      "after is not a cursor of this list: give back one that the list gave you.",
    );
  return numbers;
}

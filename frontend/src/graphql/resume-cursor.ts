/** The cursor of the newest event in a subscription's answer: `{ anyField: { cursor } }`. */
export function eventCursor(
  data: Record<string, unknown> | null | undefined,
): string | undefined {
  for (const event of Object.values(data ?? {})) {
    if (
      typeof event === "object" &&
      event !== null &&
      "cursor" in event &&
      typeof event.cursor === "string"
    ) {
      return event.cursor;
    }
  }
  return undefined;
}

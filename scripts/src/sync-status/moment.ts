/** UTC, to the minute; "-" for never. */
export function moment(at: Date | null): string {
  return at === null ? "-" : at.toISOString().slice(0, 16).replace("T", " ");
}

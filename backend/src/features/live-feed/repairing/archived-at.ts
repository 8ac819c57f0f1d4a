const hourMs = 3_600_000;

/** When a day's files are in zKillboard's archive: they are made shortly after 06:00 UTC of the next one. */
export function archivedAt(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 30.5 * hourMs);
}

/** EVE restarts every day at 11:00 UTC, usually within a quarter of an hour. */
const restart = { hour: 11, minutes: 15 };

/** Only a hint: a single failure is evidence enough to look then. Nothing stops because of the hour. */
export function isDowntimeHour(now: Date): boolean {
  return (
    now.getUTCHours() === restart.hour && now.getUTCMinutes() < restart.minutes
  );
}

/** A week after it was learnt, who somebody belongs to and what they are called is asked again; while nothing changes the pause doubles, up to eight weeks. */
export const firstDays = 7;
const mostDays = 56;

/** How many days to wait now. `lastDays`: how many were waited before; null: it was never asked. */
export function nextDays(lastDays: number | null, isChanged: boolean): number {
  return lastDays === null || isChanged
    ? firstDays
    : Math.min(2 * lastDays, mostDays);
}

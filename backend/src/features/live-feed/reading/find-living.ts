/**
 * The first entry from `from` to `to` that is there, when those before it are gone: some twenty questions however many
 * are gone. Null when there is none. Entries that are there between gaps may be passed over: whoever asks repairs that.
 */
export async function findLiving(
  from: number,
  to: number,
  isThere: (sequence: number) => Promise<boolean>,
): Promise<number | null> {
  let gone = from - 1;
  let living = from;
  // Ever larger strides until one of them ends at an entry that is there ...
  for (let stride = 1; !(await isThere(living)); stride *= 2) {
    if (living === to) return null;
    gone = living;
    living = Math.min(to, living + stride);
  }
  // ... then halves.
  while (living - gone > 1) {
    const middle = Math.floor((gone + living) / 2);
    if (await isThere(middle)) living = middle;
    else gone = middle;
  }
  return living;
}

import type { SsoStateFile } from "../sso/sso-state.ts";
import type { World } from "../world/world.ts";

/** The real feed's number in August 2026. */
const usual = 96_088_890;

/**
 * The number the feed goes on from. Day files always give the same numbers. The invented world must
 * never fall behind what a client has seen before a restart: it goes on after what it showed last,
 * or else by the time of day, a number every ten seconds, which is faster than its kills.
 */
export function firstSequence(
  world: World,
  { state: { shownSequence } }: Pick<SsoStateFile, "state">,
): number {
  if (world.kind === "data") return usual;
  // It may be ahead of what it shows by 51.
  if (shownSequence !== undefined) return shownSequence + 52;
  const sinceMs = world.killmailClock().getTime() - Date.UTC(2026, 7, 18);
  return usual + Math.max(0, Math.floor(sinceMs / 10_000));
}

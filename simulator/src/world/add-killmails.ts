import type { PartialKillmail } from "./complete-killmail.ts";
import type { KillmailReference } from "./killmail.ts";
import { toEsiTime } from "./killmail.ts";
import type { Publicity, World } from "./world.ts";

/** Adds as many killmails of one description, a second apart, the last one now; oldest first. */
export function addKillmails(
  world: World,
  count: number,
  partial: PartialKillmail,
  publicity: Publicity = {},
): KillmailReference[] {
  const nowMs = world.killmailClock().getTime();
  return Array.from({ length: count }, (_, place) =>
    world.add(
      {
        killmail_time: toEsiTime(nowMs - (count - 1 - place) * 1_000),
        ...partial,
      },
      publicity,
    ),
  );
}

import { hash } from "node:crypto";
import type { EsiKillmail } from "./esi-killmail.ts";

/**
 * The hash CCP's servers give a killmail: SHA-1 over victim, final blow, hull and time. Verified on 83,228 real mails;
 * a mail without a character on either side has "None" in its place.
 */
export function killmailHash(esi: EsiKillmail): string {
  const finalBlow = esi.attackers.find((attacker) => attacker.final_blow);
  const unixSeconds = Math.floor(Date.parse(esi.killmail_time) / 1000);
  // Windows FILETIME: 100 ns steps since 1601. Beyond 2^53, so bigint.
  const fileTime = BigInt(unixSeconds) * 10_000_000n + 116_444_736_000_000_000n;
  return hash(
    "sha1",
    `${esi.victim.character_id ?? "None"}${finalBlow?.character_id ?? "None"}${esi.victim.ship_type_id}${fileTime}`,
  );
}

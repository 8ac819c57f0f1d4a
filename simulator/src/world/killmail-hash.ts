import { createHash } from "node:crypto";
import type { Killmail } from "./killmail.ts";

/** Windows FILETIME of 1970-01-01: the hash counts 100 ns steps since 1601. */
const unixEpochAsFiletime = 116_444_736_000_000_000n;

/**
 * The hash the game gives a killmail: SHA-1 over victim, final blow ("None" where there is no
 * character), hull and FILETIME as plain decimals. Observed on every public killmail of a week.
 */
export function killmailHash(
  killmail: Pick<Killmail, "victim" | "attackers" | "killmail_time">,
): string {
  const finalBlow = killmail.attackers.find((attacker) => attacker.final_blow);
  const seconds = BigInt(Math.floor(Date.parse(killmail.killmail_time) / 1000));
  const text = [
    killmail.victim.character_id ?? "None",
    finalBlow?.character_id ?? "None",
    killmail.victim.ship_type_id,
    seconds * 10_000_000n + unixEpochAsFiletime,
  ].join("");
  return createHash("sha1").update(text).digest("hex");
}

import type { KillmailEntry } from "./killmail-index.ts";
import type { Killmail } from "./killmail.ts";
import { toEsiTime } from "./killmail.ts";

/** A killmail as EVE Ref keeps it: ESI's body with its hash and when it was told, as JSON. */
export const dumpOf = (
  killmail: Killmail,
  { hash, postedMs, timeMs }: KillmailEntry,
): Buffer =>
  Buffer.from(
    JSON.stringify({
      ...killmail,
      killmail_hash: hash,
      http_last_modified: toEsiTime(postedMs ?? timeMs),
    }),
  );

import type { StoredKillmail } from "../killmails/index.ts";
import type { KillmailLink } from "./read-link.ts";

export interface ManualPost {
  /**
   * Makes the mail public, for good, once ESI has given it. Whether somebody's private mail was here before makes no
   * difference to the answer; one that is public already is answered without asking anybody. RejectedError KILLMAIL_HASH,
   * KILLMAIL_UNKNOWN or KILLMAIL_UNREADABLE with a sentence for whoever posted it, UnavailableError when ESI or zKillboard
   * can not be asked: nothing is kept then.
   */
  post(link: KillmailLink): Promise<StoredKillmail>;
}

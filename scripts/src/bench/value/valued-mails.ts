import type { EsiKillmail } from "@killreport/backend/features/killmails/index.ts";
import { readRows } from "./read-rows.ts";

/** What zKillboard says of a mail. */
interface Zkb {
  readonly totalValue: number;
  readonly destroyedValue?: number;
  readonly droppedValue?: number;
  readonly npc: boolean;
  readonly solo: boolean;
  readonly awox: boolean;
}

export interface ValuedMail extends EsiKillmail {
  readonly zkb: Zkb;
}

/** Those of a file's mails that zKillboard has valued. */
export function readValuedMails(file: string): ValuedMail[] {
  return readRows<Row>(file).flatMap(({ zkb, ...mail }) =>
    zkb === undefined
      ? []
      : [{ ...mail, killmail_id: mail.killmail_id ?? recentId, zkb }],
  );
}

interface Row extends Pick<
  EsiKillmail,
  "killmail_time" | "solar_system_id" | "victim" | "attackers"
> {
  readonly killmail_id?: number;
  readonly zkb?: Zkb;
}

/** For mails whose id is not known: as new as they are. */
const recentId = 115_000_000;

export function nameOf(mail: ValuedMail): string {
  return mail.killmail_id === recentId
    ? `the mail of ${mail.killmail_time} (its id is not known)`
    : `killmail ${mail.killmail_id} of ${mail.killmail_time}`;
}

import type { KillmailRowFragment } from "../../../graphql/generated/graphql.ts";
import { hasUnknownName } from "../../../shared/eve/names.ts";

/** True while a name that a list shows is still to be learnt, or the mail to be valued. */
export function isIncomplete(mail: KillmailRowFragment): boolean {
  const { victim, finalBlow, system } = mail;
  return (
    mail.value === null ||
    hasUnknownName(victim) ||
    (finalBlow !== null && hasUnknownName(finalBlow)) ||
    system.name === null ||
    system.region === null ||
    system.region.name === null
  );
}

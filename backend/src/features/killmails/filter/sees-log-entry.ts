import type { LogEntry, Rights, SeenBy } from "../killmails.ts";

/**
 * The twin of store/visible-to.ts for streams: does this entry make its mail visible to a viewer with these rights?
 * False too when an earlier entry already did, so that a subscriber receives each mail once,
 * and for an entry that only says that a mail has changed.
 */
export function seesLogEntry(rights: Rights, entry: LogEntry): boolean {
  const opens = (to: SeenBy) => isOpen(rights, to);
  if (entry.revision !== null) return false;
  return opens(entry) && !entry.earlier.some(opens);
}

function isOpen(
  { grants, corporations }: Rights,
  { grantId, corporationId }: SeenBy,
): boolean {
  if (grantId !== null) return grants.has(grantId);
  return corporationId === null || corporations.has(corporationId);
}

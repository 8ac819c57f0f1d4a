/** What the order of killmails hangs on. */
export interface Dated {
  id: string;
  time: string;
}

/** Newest first; among mails of the same second the higher id first, as the server's keyset orders them. */
export function compareNewestFirst(a: Dated, b: Dated): number {
  return Date.parse(b.time) - Date.parse(a.time) || Number(b.id) - Number(a.id);
}

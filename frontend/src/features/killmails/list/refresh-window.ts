import type { Edge } from "./merge-pages.ts";

const LARGEST_PAGE = 100;

/** Which part of the list to ask for again. */
export interface RefreshWindow {
  /** The mail that made it necessary. */
  subject: string;
  after: string | null;
  first: number;
}

/** The page that starts at the first incomplete mail; null when every mail is complete. */
export function refreshWindow(
  edges: readonly Edge[],
  isIncomplete: (id: string) => boolean,
): RefreshWindow | null {
  let after: string | null = null;
  for (const [index, { cursor, mail }] of edges.entries()) {
    if (isIncomplete(mail.id)) {
      const first = Math.min(LARGEST_PAGE, edges.length - index);
      return { subject: mail.id, after, first };
    }
    after = cursor;
  }
  return null;
}

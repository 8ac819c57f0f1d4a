import type { Edge } from "./merge-pages.ts";

const LARGEST_PAGE = 100;

/** Which part of the list to ask for again. */
export interface RefreshWindow {
  /** The mail that made it necessary. */
  subject: string;
  after: string | null;
  first: number;
}

/** The page that starts at the first incomplete mail; null when every mail is complete. Live mails have no cursor to start behind, so it may start earlier. */
export function refreshWindow(
  edges: readonly Edge[],
  isIncomplete: (id: string) => boolean,
): RefreshWindow | null {
  let after: string | null = null;
  let start = 0;
  for (const [index, edge] of edges.entries()) {
    if (isIncomplete(edge.mail.id)) {
      const first = Math.min(LARGEST_PAGE, edges.length - start);
      return { subject: edge.mail.id, after, first };
    }
    if (edge.cursor !== "") {
      after = edge.cursor;
      start = index + 1;
    }
  }
  return null;
}

/** After how many hours, counted from the first recording, a mail becomes public by an observer's choice. */
export const publicationDelays = [
  "0",
  "1",
  "3",
  "8",
  "24",
  "72",
  "never",
] as const;

export type PublicationDelay = (typeof publicationDelays)[number];

/** What the column holds; the database checks it. */
export function readPublicationDelay(text: string): PublicationDelay {
  const delay = publicationDelays.find((one) => one === text);
  if (delay === undefined) throw new Error(`No publication delay is ${text}`);
  return delay;
}

const TEXTS: Readonly<Record<string, string>> = {
  pilot: "published by a pilot who saw it",
  delay: "its publication delay ran out",
  post: "posted here by its link",
  "live-feed": "shown by zKillboard",
  zkillboard: "shown by zKillboard",
  everef: "shown by EVE Ref",
  war: "shown by a war’s list",
};

/** What made a mail public, in words; sources this page does not know go by their own name. */
export function publicSourceText(source: string): string {
  return TEXTS[source] ?? `shown by ${source}`;
}

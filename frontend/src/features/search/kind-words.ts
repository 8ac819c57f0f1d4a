/** As addresses of pages and people name them. */
export const kindWords = {
  CHARACTER: { path: "character", title: "Character" },
  CORPORATION: { path: "corporation", title: "Corporation" },
  ALLIANCE: { path: "alliance", title: "Alliance" },
} as const;

/** What is to be said of a name's scripts: nothing of a purely Latin one, which is what most are. */
export function scriptNote(scripts: readonly string[]): string | null {
  const isUsual = scripts.every((script) => script === "Latin");
  return isUsual ? null : scripts.join(" + ");
}

/** Real meta groups, restated. */
export const metaGroupRows = [
  [1, "Tech I"],
  [2, "Tech II"],
  [4, "Faction"],
  [14, "Tech III"],
  [54, "Structure Tech I"],
] as const;

export function metaGroupOf(name: string): number {
  if (/^(Tengu|Loki|Svipul)$/.test(name)) return 14;
  if (name.startsWith("Standup ")) return 54;
  if (/Navy|Fleet/.test(name)) return 4;
  return / II$/.test(name) ||
    /^(Sabre|Stiletto|Ishtar|Cerberus|Zealot)$/.test(name)
    ? 2
    : 1;
}

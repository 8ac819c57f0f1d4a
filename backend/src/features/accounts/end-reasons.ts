/** Why a grant ended, as it is kept with the grant. */
export const endReasons = {
  unlinked: "The pilot unlinked the character.",
  sold: "The character has another owner now.",
} as const;

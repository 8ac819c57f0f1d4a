import type { CharacterId } from "../../kernel/index.ts";

/** Where a token's envelope is kept; opened anywhere else it stays shut. */
export function tokenPlace(
  column: "access_token" | "refresh_token",
  characterId: CharacterId,
): string {
  return `linked_characters.${column}:${characterId}`;
}

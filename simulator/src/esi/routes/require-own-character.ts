import type { EsiRequest } from "../esi-route.ts";
import { EsiError, idOf } from "../esi-route.ts";

/** A token opens its own character's routes only. */
export function requireOwnCharacter(request: EsiRequest): void {
  if (request.subject?.characterId !== idOf(request, "character_id"))
    throw new EsiError(403, "token and character_id mismatch");
}

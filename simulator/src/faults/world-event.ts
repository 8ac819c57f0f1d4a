import { createHash } from "node:crypto";
import { z } from "zod";
import type { Clock } from "../http/clock.ts";
import type { Snapshots } from "../esi/snapshots.ts";
import type { GrantBook } from "../sso/grants.ts";
import type { World } from "../world/world.ts";

/** Absent: the character the matching request is about. */
const characterId = z.int().positive().optional();
/** Whether ESI's cached answers forget what was before. */
const dropCaches = z.boolean().optional();
const whom = { characterId, dropCaches };

export const worldEvent = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("revoke-grant"), ...whom }),
  z.strictObject({ kind: z.literal("rotate-refresh-token") }),
  z.strictObject({
    kind: z.literal("new-scopes"),
    scopes: z.array(z.string().min(1)).min(1),
    ...whom,
  }),
  z.strictObject({
    kind: z.enum(["lose-role", "gain-role"]),
    role: z.string().min(1).default("Director"),
    ...whom,
  }),
  z.strictObject({
    kind: z.literal("move"),
    corporationId: z.int().positive(),
    ...whom,
  }),
  z.strictObject({ kind: z.enum(["biomass", "sell"]), ...whom }),
]);

export type WorldEvent = z.output<typeof worldEvent>;

export interface EventDeps {
  world: World;
  clock: Clock;
  grants: GrantBook;
  snapshots: Snapshots;
}

/** Lets something happen to a character; nothing when there is none. */
export function happen(
  deps: EventDeps,
  event: WorldEvent,
  askedFor?: number,
): void {
  // Rotation happens to an answer, not to the world.
  if (event.kind === "rotate-refresh-token") return;
  const { people } = deps.world;
  const id = event.characterId ?? askedFor ?? 0;
  const character = people.character(id);
  if (!character) return;
  const nowMs = deps.clock.now().getTime();
  switch (event.kind) {
    case "revoke-grant":
      deps.grants.revokeCharacter(id);
      break;
    case "new-scopes":
      deps.grants.logInElsewhere(id, event.scopes);
      break;
    case "lose-role":
      people.change(
        id,
        { roles: character.roles.filter((role) => role !== event.role) },
        nowMs,
      );
      break;
    case "gain-role":
      people.change(
        id,
        { roles: [...new Set([...character.roles, event.role])] },
        nowMs,
      );
      break;
    case "move":
      people.change(id, { corporationId: event.corporationId }, nowMs);
      break;
    case "biomass":
      people.change(id, { isBiomassed: true }, nowMs);
      break;
    case "sell":
      people.change(id, { ownerHash: newOwner(id, nowMs) }, nowMs);
      deps.grants.revokeCharacter(id);
      break;
  }
  if (event.dropCaches === true) deps.snapshots.clear();
}

const newOwner = (id: number, nowMs: number): string =>
  createHash("sha1").update(`bought ${id} at ${nowMs}`).digest("base64");

import type { Clock } from "../http/clock.ts";
import type { RehashedWorld } from "./rehashed-world.ts";
import { rehashable } from "./rehashed-world.ts";
import type { ReplayedWorld } from "./replayed-world.ts";
import { replayable } from "./replayed-world.ts";
import type { World } from "./world.ts";

/** A world, invented or real, whose killmails tests can release and rename. */
export type StagedWorld = RehashedWorld & ReplayedWorld;

export function stage(world: World, clock: Clock): StagedWorld {
  const rehashed = rehashable(world);
  return { ...replayable(rehashed, clock), rehash: rehashed.rehash };
}

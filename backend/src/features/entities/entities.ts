import type { EntityId, TaskImplementation } from "../../kernel/index.ts";

export type EntityKind = "character" | "corporation" | "alliance" | "faction";

export interface Entity {
  readonly id: EntityId;
  readonly kind: EntityKind;
  /** Null until it is learnt from ESI, or when ESI does not know the id. */
  readonly name: string | null;
}

/** Who characters, corporations, alliances and factions are. */
export interface Entities {
  /** Those of the ids that some mail has named. */
  byIds(ids: readonly EntityId[]): Promise<Map<EntityId, Entity>>;
  readonly implementations: readonly TaskImplementation[];
}

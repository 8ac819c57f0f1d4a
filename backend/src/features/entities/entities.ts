import type {
  AllianceId,
  CorporationId,
  EntityId,
  TaskImplementation,
} from "../../kernel/index.ts";

export type EntityKind = "character" | "corporation" | "alliance" | "faction";

export interface Entity {
  readonly id: EntityId;
  readonly kind: EntityKind;
  /** Null until it is learnt from ESI, or when ESI does not know the id. */
  readonly name: string | null;
  /** Of corporations and alliances, once it is learnt. */
  readonly ticker: string | null;
  /** Where a character is now, as far as ESI said since. */
  readonly corporationId: CorporationId | null;
  /** Where a character or corporation is now. */
  readonly allianceId: AllianceId | null;
  /** The oldest first. */
  readonly formerNames: readonly string[];
  /** Biomassed, closed, or gone. */
  readonly isDeleted: boolean;
}

/** Somebody a search found. */
export interface Found {
  readonly id: EntityId;
  readonly kind: EntityKind;
  readonly name: string;
  readonly ticker: string | null;
}

/** Who characters, corporations, alliances and factions are. */
export interface Entities {
  /** Those of the ids that some mail has named. */
  byIds(ids: readonly EntityId[]): Promise<Map<EntityId, Entity>>;
  /** Whoever has a name or ticker like the text, best first, in batches (see `findEntities`). Whether somebody may know of them is for the caller to ask. */
  find(text: string, kinds: readonly EntityKind[]): AsyncIterable<Found[]>;
  /** Orders what is to be asked of ESI again, and makes older names searchable. Returns how much there was. */
  queueDue(now: Date): Promise<number>;
  readonly implementations: readonly TaskImplementation[];
}

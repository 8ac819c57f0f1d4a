import type { KillmailId } from "../../kernel/index.ts";
import type { Reference } from "../killmails/index.ts";

/** What zKillboard says of a killmail. Amounts are ISK as decimal text with two digits; null where it says nothing. */
export interface Figures {
  readonly totalValueIsk: string | null;
  readonly fittedValueIsk: string | null;
  readonly droppedValueIsk: string | null;
  readonly destroyedValueIsk: string | null;
  readonly points: number | null;
  /** Celestial, stargate, station or structure it happened at. */
  readonly locationId: number | null;
  readonly isNpc: boolean;
  readonly isSolo: boolean;
  readonly isAwox: boolean;
  /** Sorted. */
  readonly labels: readonly string[];
}

/** The same with the moment at which zKillboard said so. */
export interface StoredFigures extends Figures {
  readonly updatedAt: Date;
}

export interface SaidFigures {
  readonly reference: Reference;
  readonly figures: Figures;
  readonly saidAt: Date;
}

/** What is known of one reference. */
export interface ReferenceFigures extends StoredFigures {
  readonly killmailId: KillmailId;
  readonly hash: string;
}

export interface ZkillboardFigures {
  /** Of those ids of which any are known, one for each hash. What the viewer may see is decided by who asks. */
  of(
    killmailIds: readonly KillmailId[],
  ): Promise<Map<KillmailId, ReferenceFigures[]>>;
}

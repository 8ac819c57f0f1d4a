import type { Recorded } from "../killmails.ts";
import type { Reference } from "../reference.ts";

/** A body that was not stored, with a sentence why. */
interface Doubt {
  readonly reference: Reference;
  readonly reason: string;
  /** False: there would be no doubt if a private mail had not been here, so nobody is told of it. */
  readonly isTellable: boolean;
}

/** What became of the distinct references of one call. */
export interface Ingested {
  readonly stored: number;
  /** How many of them were not public before: whether somebody had shown them to this site alone makes no difference. */
  readonly fresh: number;
  /** Their mails were here, or ESI or retention has closed them; of references alone, those the ledger had seen. */
  readonly known: number;
  /** Their bodies were not stored, each with a sentence: against their hash or ESI's shape, or against what is here. ESI decides. */
  readonly doubtful: readonly Doubt[];
  /** What no ledger row can hold, each with a sentence. */
  readonly refused: Recorded["refused"];
}

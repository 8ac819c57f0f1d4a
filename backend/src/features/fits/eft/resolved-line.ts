import type { TypeFacts } from "../../universe/index.ts";
import type { Remark } from "../fit-line.ts";
import type { SlotSection } from "../fit.ts";
import type { EftLine } from "./eft-line.ts";

/** An item line whose names were looked up. */
export interface ResolvedItem {
  /** Null when its name is no item's. */
  readonly typeId: number | null;
  readonly facts: TypeFacts | undefined;
  /** Where the static data say it is fitted. */
  readonly slot: SlotSection | null;
  readonly quantity: number | null;
  readonly chargeTypeId: number | null;
  readonly remarks: readonly Remark[];
}

export interface ResolvedLine {
  readonly number: number;
  readonly text: string;
  readonly line: EftLine;
  /** Of item lines. */
  readonly item: ResolvedItem | null;
}

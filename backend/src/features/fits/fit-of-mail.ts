import { itemFlag, type EsiItem, type EsiVictim } from "../killmails/index.ts";
import type { StaticFacts } from "../universe/index.ts";
import { category } from "./categories.ts";
import {
  isSlotSection,
  type Fit,
  type FitStack,
  type FittedModule,
  type LostUnits,
  type SlotSection,
} from "./fit.ts";
import { firstFlag } from "./flags.ts";
import { sortModules, sortStacks } from "./sort-fit.ts";

/**
 * The fit a victim was lost with. Rows of one slot's flag are its module and its charge, told apart by category (8 is a
 * charge); a stack that two rows split into what dropped and what was destroyed is one again; what containers hold is
 * counted where the container lies. More modules than the hull has slots for are all kept.
 */
export function fitOfMail(
  victim: Pick<EsiVictim, "ship_type_id" | "items">,
  facts: Pick<StaticFacts, "type">,
  name: string,
): Fit {
  const slots = new Map<number, Row[]>();
  const stacks = new Map<string, FitStack>();
  for (const row of rowsOf(victim.items ?? [])) {
    const { section } = itemFlag(row.flag);
    if (!isSlotSection(section) || row.isInContainer) addStack(stacks, row);
    else pushTo(slots, row.flag, row);
  }
  const modules: FittedModule[] = [];
  for (const [slotFlag, rows] of slots) {
    const { section } = itemFlag(slotFlag);
    if (!isSlotSection(section)) continue;
    const slot = readSlot(mergeRows(rows), facts);
    modules.push(...fill(section, slotFlag, slot));
    for (const row of slot.loose) addStack(stacks, row);
  }
  return {
    hullTypeId: victim.ship_type_id,
    name,
    modules: sortModules(modules),
    stacks: sortStacks([...stacks.values()]),
  };
}

interface Row {
  readonly flag: number;
  readonly typeId: number;
  readonly lost: LostUnits;
  readonly isInContainer: boolean;
}

function* rowsOf(items: readonly EsiItem[]): Generator<Row> {
  for (const item of items) {
    yield rowOf(item, item.flag, false);
    // Content carries flags of its own (0, 63, 64) that say nothing of the ship.
    for (const inner of item.items ?? []) yield rowOf(inner, item.flag, true);
  }
}

const rowOf = (
  item: EsiItem | NonNullable<EsiItem["items"]>[number],
  flag: number,
  isInContainer: boolean,
): Row => ({
  flag,
  typeId: item.item_type_id,
  lost: {
    dropped: item.quantity_dropped ?? 0,
    destroyed: item.quantity_destroyed ?? 0,
  },
  isInContainer,
});

const units = ({ dropped, destroyed }: LostUnits) => dropped + destroyed;

const together = (one: LostUnits, other: LostUnits): LostUnits => ({
  dropped: one.dropped + other.dropped,
  destroyed: one.destroyed + other.destroyed,
});

function pushTo<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value) {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function mergeRows(rows: readonly Row[]): Row[] {
  const byType = new Map<number, Row>();
  for (const row of rows) {
    const before = byType.get(row.typeId);
    byType.set(
      row.typeId,
      before === undefined
        ? row
        : { ...before, lost: together(before.lost, row.lost) },
    );
  }
  return [...byType.values()];
}

interface Slot {
  readonly modules: readonly Row[];
  readonly charge: Row | null;
  /** What is no module of this slot and in none: charges without module, second charges, absurd heaps. */
  readonly loose: readonly Row[];
}

function readSlot(
  rows: readonly Row[],
  facts: Pick<StaticFacts, "type">,
): Slot {
  const categoryOf = (row: Row) => facts.type(row.typeId)?.categoryId;
  const charges = rows.filter((row) => categoryOf(row) === category.charge);
  const unknown = rows.filter((row) => categoryOf(row) === undefined);
  const modules = rows.filter(
    (row) => !charges.includes(row) && !unknown.includes(row),
  );
  const many = modules.filter(({ lost }) => units(lost) > mostModulesInASlot);
  // The static data lack a type: whichever the slot still misses is what it is, a module first.
  for (const row of unknown.toSorted((a, b) => units(a.lost) - units(b.lost)))
    (modules.length === 0 ? modules : charges).push(row);
  const fitted = modules.filter((row) => !many.includes(row));
  if (fitted.length === 0)
    return { modules: [], charge: null, loose: [...many, ...charges] };
  const [charge = null, ...loose] = charges;
  return { modules: fitted, charge, loose: [...many, ...loose] };
}

/** A mail that claims a million modules in one slot shall cost no memory: it keeps them as a stack. */
const mostModulesInASlot = 64;

/** Mails of the early years have several guns on one flag: each is a module, the charge is told with the first. */
function fill(
  section: SlotSection,
  slotFlag: number,
  { modules, charge }: Slot,
): FittedModule[] {
  const loaded =
    charge === null
      ? null
      : {
          typeId: charge.typeId,
          quantity: units(charge.lost),
          lost: charge.lost,
        };
  return modules
    .flatMap(({ typeId, lost }) =>
      singles(lost).map((one) => ({ typeId, one })),
    )
    .map(({ typeId, one }, index) => ({
      section,
      position: slotFlag - firstFlag[section],
      typeId,
      charge: index === 0 ? loaded : null,
      lost: one,
    }));
}

function singles(lost: LostUnits): LostUnits[] {
  if (units(lost) === 0) return [lost];
  return Array.from({ length: units(lost) }, (_, index) =>
    index < lost.dropped
      ? { dropped: 1, destroyed: 0 }
      : { dropped: 0, destroyed: 1 },
  );
}

function addStack(stacks: Map<string, FitStack>, row: Row): void {
  const key = `${row.flag}:${row.typeId}`;
  const before = stacks.get(key);
  const lost =
    before?.lost == null ? row.lost : together(before.lost, row.lost);
  const { section } = itemFlag(row.flag);
  stacks.set(key, {
    // A charge without its module is in no slot.
    section: isSlotSection(section) ? "CARGO" : section,
    flag: row.flag,
    typeId: row.typeId,
    quantity: units(lost),
    lost,
  });
}

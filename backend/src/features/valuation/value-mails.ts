import {
  type DerivableKillmail,
  type Killmails,
  type MailPlace,
  readStored,
  type WriteDerived,
} from "../killmails/index.ts";
import { id, type Clock, type KillmailId } from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Prices } from "../prices/index.ts";
import type { StaticFacts } from "../universe/index.ts";
import { type LabelName, labelBits } from "./labels/label-names.ts";
import { labelsOf } from "./labels/labels-of.ts";
import { pointsOf } from "./labels/points-of.ts";
import { byBook, openValuer } from "./price-killmails.ts";
import type { DueTypes } from "./store/due-days.ts";
import { readValues, writeValues } from "./store/value-rows.ts";
import type { Valuer } from "./value/create-valuer.ts";
import { dayOf, lastPricingDay, type PricingMode } from "./value/kill-day.ts";
import { valuationVersion } from "./value/valuation-version.ts";
import type { StoredValue } from "./valuation.ts";

export interface ValuingDeps {
  readonly database: Pick<Database, "prisma">;
  readonly killmails: Pick<Killmails, "deriveLater">;
  readonly universe: { facts(): Promise<StaticFacts> };
  readonly prices: Pick<Prices, "book">;
  readonly clock: Clock;
}

/** Values those of the mails that have no value, by nothing from after their kills; returns how many had none. */
export function valueFresh(
  deps: ValuingDeps,
  places: readonly MailPlace[],
): Promise<number> {
  return write(deps, places, "first", (before) => before === undefined);
}

/**
 * Values mails again by what is known now; what turns out the same stays as it is. As long as the day of a kill is not
 * over, nothing from after it is known, and it is a first valuation still.
 */
export async function revalue(
  deps: ValuingDeps,
  places: readonly MailPlace[],
  typeIds: DueTypes,
): Promise<void> {
  const now = deps.clock.now();
  const named =
    typeIds === null || typeIds.length === 0
      ? new Set<KillmailId>()
      : await withTypes(deps, places, new Set(typeIds));
  const isWanted = (before: StoredValue | undefined) =>
    before !== undefined &&
    (typeIds === null ||
      named.has(before.killmailId) ||
      before.unpriced > 0 ||
      !before.isRepriced ||
      before.version < valuationVersion);
  const isOver = ({ killmailTime }: MailPlace) =>
    lastPricingDay(new Date(killmailTime), "repriced") < dayOf(now);
  await write(deps, places.filter(isOver), "repriced", isWanted);
  const isOpen = (place: MailPlace) => !isOver(place);
  await write(deps, places.filter(isOpen), "first", isWanted);
}

/** The mails that have one of the types on them, or something that is built of it. */
async function withTypes(
  { database, universe }: ValuingDeps,
  places: readonly MailPlace[],
  typeIds: ReadonlySet<number>,
): Promise<Set<KillmailId>> {
  const mails = await readStored(database.prisma, places);
  const isConcerned = concerns(await universe.facts(), typeIds);
  const isNamed = ({ item_type_id: type }: { item_type_id: number }) =>
    isConcerned(type);
  return new Set(
    mails
      .filter(
        ({ esi: { victim } }) =>
          isConcerned(victim.ship_type_id) ||
          victim.items?.some(
            (item) => isNamed(item) || item.items?.some(isNamed) === true,
          ) === true,
      )
      .map(({ id }) => id),
  );
}

function concerns(
  facts: StaticFacts,
  typeIds: ReadonlySet<number>,
): (typeId: number) => boolean {
  const known = new Map<number, boolean>();
  const isConcerned = (typeId: number): boolean => {
    const before = known.get(typeId);
    if (before !== undefined) return before;
    // A recipe may lead back to its product.
    known.set(typeId, typeIds.has(typeId));
    const materials = facts.recipe(typeId)?.materials ?? [];
    const found =
      typeIds.has(typeId) || materials.some((one) => isConcerned(one.typeId));
    known.set(typeId, found);
    return found;
  };
  return isConcerned;
}

async function write(
  deps: ValuingDeps,
  places: readonly MailPlace[],
  mode: PricingMode,
  isWanted: (before: StoredValue | undefined) => boolean,
): Promise<number> {
  const before = await readValues(
    deps.database.prisma,
    places.map(({ killmailId }) => id<KillmailId>(killmailId)),
  );
  const wanted = places.filter(({ killmailId }) =>
    isWanted(before.get(id<KillmailId>(killmailId))),
  );
  if (wanted.length === 0) return 0;
  const facts = await deps.universe.facts();
  const timed = wanted.map((place) => ({
    ...place,
    time: new Date(place.killmailTime),
  }));
  for (const group of byBook(timed))
    await deps.killmails.deriveLater(group, async (mails) => {
      const valuer = await openValuer({ prices: deps.prices, facts }, mails);
      const found = new Map(
        mails.map((mail) => [
          mail.id,
          valueOf(mail, { facts, valuer, mode, now: deps.clock.now() }),
        ]),
      );
      return writeFound(found, isWanted);
    });
  return wanted.length;
}

function writeFound(
  found: ReadonlyMap<KillmailId, StoredValue>,
  isWanted: (before: StoredValue | undefined) => boolean,
): WriteDerived {
  return async (tx, mails) => {
    const before = await readValues(
      tx,
      mails.map(({ id }) => id),
    );
    const written: StoredValue[] = [];
    const news: KillmailId[] = [];
    for (const { id } of mails) {
      const value = found.get(id);
      const older = before.get(id);
      if (value === undefined || !isWanted(older)) continue;
      const next = older === undefined ? value : after(older, value);
      if (next === older) continue;
      written.push(next);
      if (next.revision !== older?.revision) news.push(id);
    }
    await writeValues(tx, written);
    return news;
  };
}

/** What takes the older value's place; itself where nothing has changed. Labels that came late stay. */
function after(older: StoredValue, value: StoredValue): StoredValue {
  const late: LabelName[] = [
    ...(older.gankedBy === null ? [] : (["ganked"] as const)),
    ...(older.paddingOf === null ? [] : (["padding"] as const)),
  ];
  const isPvp = hasBits(value.labels, labelBits(["pvp"]));
  const labels =
    value.labels +
    labelBits(late) -
    (isPvp && late.includes("padding") ? labelBits(["pvp"]) : 0);
  const { gankedBy, paddingOf } = older;
  const next = { ...value, labels, gankedBy, paddingOf };
  const isSame = compared.every((name) => older[name] === next[name]);
  const isSettled =
    older.isRepriced === next.isRepriced && older.version === next.version;
  if (isSame && isSettled) return older;
  return { ...next, revision: older.revision + (isSame ? 0 : 1) };
}

const compared = [
  "hull",
  "fitted",
  "destroyed",
  "dropped",
  "bayDestroyed",
  "bayDropped",
  "zkillboardTotal",
  "unpriced",
  "labels",
  "points",
] as const;

function hasBits(set: number, bits: number): boolean {
  return Math.floor(set / bits) % 2 === 1;
}

function valueOf(
  { id, esi }: DerivableKillmail,
  {
    facts,
    valuer,
    mode,
    now,
  }: { facts: StaticFacts; valuer: Valuer; mode: PricingMode; now: Date },
): StoredValue {
  const valued = valuer.value(esi, mode);
  const { total: _total, ...value } = valued;
  return {
    killmailId: id,
    version: valuationVersion,
    revision: 1,
    isRepriced: mode === "repriced",
    pricedAt: now,
    ...value,
    labels: labelBits(
      labelsOf(esi, { facts, value: valued }).map(({ name }) => name),
    ),
    points: pointsOf(esi, facts),
    gankedBy: null,
    paddingOf: null,
  };
}

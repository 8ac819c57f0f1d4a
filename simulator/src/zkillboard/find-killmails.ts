import type { Board } from "../boards/board.ts";
import { createEntryIndex } from "../boards/entry-index.ts";
import type { EntryIndex } from "../boards/entry-index.ts";
import type { Zkb } from "../boards/zkb.ts";
import type { KillmailEntry } from "../world/killmail-index.ts";
import type { World } from "../world/world.ts";
import type { EntityKind, Flag, KillQuery } from "./kill-query.ts";

const pageSize = 200;
/** Younger kills are left out of the page they belong to, so that nobody is hunted by the list. */
const heldBackMs = 300_000;

/** Finds a page of killmails as zKillboard lists them: newest id first. */
export function createKillFinder(
  world: World,
  board: Board,
): (query: KillQuery) => KillmailEntry[] {
  const index = createEntryIndex(world, board);

  const isMatch = (
    entry: KillmailEntry,
    query: KillQuery,
    nowMs: number,
  ): boolean =>
    isInTime(entry, query, nowMs) &&
    query.entities.every(({ kind, id }) =>
      isOn(world, board, entry, kind, id, query.side),
    ) &&
    (!query.flags.has("finalblow-only") || isFinalBlow(world, entry, query)) &&
    (!asksForVerdict(query) || isJudged(board.zkbOf(entry, nowMs), query));

  return (query) => {
    const nowMs = board.now();
    if (query.killId !== undefined) {
      const entry = board.entry(query.killId);
      return entry && isOld(entry, nowMs) ? [entry] : [];
    }
    const found: KillmailEntry[] = [];
    const most = query.page * pageSize;
    for (const entry of candidates(index, query)) {
      if ((entry.postedMs ?? Infinity) > nowMs) continue;
      if (!isMatch(entry, query, nowMs)) continue;
      found.push(entry);
      if (found.length === most) break;
    }
    return found.slice(most - pageSize).filter((entry) => isOld(entry, nowMs));
  };
}

/** Mails outside the day files may be of a time to come; those are nobody's trail. */
const isOld = ({ timeMs }: KillmailEntry, nowMs: number): boolean =>
  timeMs <= nowMs - heldBackMs || timeMs > nowMs;

function candidates(
  index: EntryIndex,
  { entities: [first], side }: KillQuery,
): readonly KillmailEntry[] {
  if (!first) return index.all();
  const { kind, id } = first;
  switch (kind) {
    case "party":
      return index.ofParties([id], side);
    case "group":
      return index.ofGroup(id, side);
    case "system":
      return index.ofSystems([id]);
    case "constellation":
      return index.ofConstellation(id);
    case "region":
      return index.ofRegion(id);
    case "war":
      return index.ofWar(id);
    case "location":
      return index.all();
  }
}

function isOn(
  world: World,
  board: Board,
  entry: KillmailEntry,
  kind: EntityKind,
  id: number,
  side: KillQuery["side"],
): boolean {
  const { universe } = world;
  const system = universe.system(entry.systemId);
  switch (kind) {
    case "party":
      return partiesOn(world, entry, side).includes(id);
    case "group": {
      const types = new Set(universe.typesOfGroup(id));
      return partiesOn(world, entry, side).some((party) => types.has(party));
    }
    case "system":
      return entry.systemId === id;
    case "constellation":
      return system?.constellationId === id;
    case "region":
      return (
        universe.constellation(system?.constellationId ?? 0)?.regionId === id
      );
    case "war":
      return entry.warId === id;
    case "location":
      return board.zkbOf(entry).locationID === id;
  }
}

function partiesOn(
  world: World,
  entry: KillmailEntry,
  side: KillQuery["side"],
): number[] {
  const { lost, struck } = world.partiesOf(entry);
  if (side === "kills") return [...struck];
  return side === "losses" ? [...lost] : [...lost, ...struck];
}

function isInTime(
  { timeMs }: KillmailEntry,
  { pastSeconds, year, month }: KillQuery,
  nowMs: number,
): boolean {
  const date = new Date(timeMs);
  const wantedYear =
    year ??
    (month === undefined ? undefined : new Date(nowMs).getUTCFullYear());
  return (
    (pastSeconds === undefined || timeMs >= nowMs - pastSeconds * 1_000) &&
    (wantedYear === undefined || date.getUTCFullYear() === wantedYear) &&
    (month === undefined || date.getUTCMonth() + 1 === month)
  );
}

/** Whether one of those asked for struck the final blow. */
function isFinalBlow(
  world: World,
  entry: KillmailEntry,
  { entities }: KillQuery,
): boolean {
  const striker = world
    .bodyOf(entry)
    .attackers.find((attacker) => attacker.final_blow);
  const ids = striker ? Object.values(striker) : [];
  return entities.some(({ kind, id }) => kind === "party" && ids.includes(id));
}

const labelOfFlag: Partial<Record<Flag, string>> = {
  solo: "solo",
  ganked: "ganked",
  "w-space": "loc:w-space",
  lowsec: "loc:lowsec",
  nullsec: "loc:nullsec",
  highsec: "loc:highsec",
  abyssal: "loc:abyssal",
};

const wantedLabels = ({ flags, label }: KillQuery): string[] =>
  [...[...flags].map((flag) => labelOfFlag[flag]), label].filter(
    (wanted) => wanted !== undefined,
  );

const asksForVerdict = (query: KillQuery): boolean =>
  wantedLabels(query).length > 0 ||
  query.npc !== undefined ||
  query.awox !== undefined ||
  query.leastIsk !== undefined;

const isJudged = (zkb: Zkb, query: KillQuery): boolean =>
  wantedLabels(query).every((label) => zkb.labels.includes(label)) &&
  (query.npc === undefined || zkb.npc === query.npc) &&
  (query.awox === undefined || zkb.awox === query.awox) &&
  zkb.totalValue >= (query.leastIsk ?? 0);

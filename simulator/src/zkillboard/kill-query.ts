/** What a client asks of zKillboard's list of kills. */
export interface KillQuery {
  killId?: number;
  /** In the order they were given; a mail must match all of them. */
  entities: { kind: EntityKind; id: number }[];
  side?: "kills" | "losses";
  flags: Set<Flag>;
  npc?: boolean;
  awox?: boolean;
  label?: string;
  page: number;
  pastSeconds?: number;
  year?: number;
  month?: number;
  leastIsk?: number;
  isPretty: boolean;
}

const entityKinds = {
  characterID: "party",
  corporationID: "party",
  allianceID: "party",
  factionID: "party",
  shipTypeID: "party",
  shipID: "party",
  groupID: "group",
  solarSystemID: "system",
  systemID: "system",
  constellationID: "constellation",
  regionID: "region",
  locationID: "location",
  warID: "war",
} as const;

export type EntityKind = (typeof entityKinds)[keyof typeof entityKinds];

const flags = [
  "solo",
  "ganked",
  "w-space",
  "lowsec",
  "nullsec",
  "highsec",
  "abyssal",
  "finalblow-only",
] as const;

export type Flag = (typeof flags)[number];

/** A request zKillboard refuses, with its reason. */
export class RefusedQuery extends Error {}

/**
 * Reads `/characterID/1/page/2/` as zKillboard does: what follows the last slash is not seen at
 * all. Throws RefusedQuery with the reason it answers.
 */
export function parseKillQuery(path: string, year: number): KillQuery {
  const segments = path.split("/").slice(1, -1);
  const query: KillQuery = {
    entities: [],
    flags: new Set(),
    page: 1,
    isPretty: false,
  };
  const needsEntity = (): void => {
    if (query.entities.length === 0)
      throw new RefusedQuery("Please provide an entity filter first.");
  };

  while (segments.length > 0) {
    const key = segments.shift() ?? "";
    const kind = entityKinds[key as keyof typeof entityKinds] as
      EntityKind | undefined;
    if (key === "")
      throw new RefusedQuery("Please remove the double slash // from the call");
    if (kind !== undefined) {
      const value = segments.shift();
      // The value stood behind the last slash.
      if (value !== undefined) query.entities.push({ kind, id: idOf(value) });
    } else if (flags.some((flag) => flag === key)) {
      if (key === "finalblow-only") needsEntity();
      query.flags.add(key as Flag);
    } else if (key === "kills" || key === "losses") query.side = key;
    else if (key === "pretty") query.isPretty = true;
    else if (`${key}ID` in entityKinds)
      throw new RefusedQuery(
        `${key} is invalid for API calls, please use ${key}ID`,
      );
    else if (key in rejected) throw new RefusedQuery(rejected[key] ?? "");
    else {
      if (["page", "pastSeconds", "year", "month"].includes(key)) needsEntity();
      applyValue(query, key, segments.shift() ?? "", year);
    }
  }
  return query;
}

function applyValue(
  query: KillQuery,
  key: string,
  value: string,
  thisYear: number,
): void {
  switch (key) {
    case "killID":
      query.killId = idOf(value);
      return;
    case "npc":
    case "awox":
      if (value !== "0" && value !== "1")
        throw new RefusedQuery(
          `Only values of 0 or 1 allowed with the ${key} filter`,
        );
      query[key] = value === "1";
      return;
    case "label":
      if (value !== "all") query.label = decodeURIComponent(value);
      return;
    case "page":
      query.page = numberOf(key, value, 1, 100);
      return;
    case "year":
      query.year = numberOf(key, value, 2007, thisYear);
      return;
    case "month":
      query.month = numberOf(key, value, 1, 12);
      return;
    case "pastSeconds":
      query.pastSeconds = numberOf(key, value, 3_600, 604_800);
      if (query.pastSeconds % 3_600 !== 0)
        throw new RefusedQuery("pastSeconds must be a multiple of 3600");
      return;
    case "iskValue":
      query.leastIsk = idOf(value);
      if (query.leastIsk === 0 || query.leastIsk % 500_000_000 !== 0)
        throw new RefusedQuery(`${value} is not a valid multiple of 500m ISK`);
      return;
    default:
      throw new RefusedQuery(`${key} is an invalid parameter`);
  }
}

function idOf(value: string): number {
  if (value.startsWith("0") && value.length > 0)
    throw new RefusedQuery("Do not prefix values with 0");
  if (value.includes(","))
    throw new RefusedQuery(
      "Due to excessive abuse, multiple values separated by commas are no longer supported",
    );
  const id = Number(value);
  if (!/^-?\d+$/.test(value) || !Number.isSafeInteger(id))
    throw new RefusedQuery(`${value} is not an integer`);
  return id;
}

function numberOf(
  key: string,
  value: string,
  low: number,
  high: number,
): number {
  const number = idOf(value);
  if (number < low || number > high)
    throw new RefusedQuery(`${value} is not a valid entry for ${key}`);
  return number;
}

/** What worked once. */
const rejected: Record<string, string> = {
  zkbOnly: "zkbOnly is an invalid parameter",
  startTime: "startTime/endTime no longer supported in api because of abuse",
  endTime: "startTime/endTime no longer supported in api because of abuse",
  limit:
    "Due to abuse of the limit parameter to avoid caches the ability to modify limit has been revoked for all users",
  orderDirection: "orderDirection is no longer supported - sort it yourself :)",
  "no-items": "no-items has been permanently disabled.",
  "no-attackers": "no-attackers has been permanently disabled.",
  asc: "asc has been permanently disabled.",
  desc: "desc has been permanently disabled.",
  json: "json has been permanently disabled.",
  xml: "xml formatting has been deprecated and is no longer supported",
  beforeKillID:
    "beforeKillID has been permanently disabled - please use page, RedisQ, the websocket, or the history endpoint instead.",
  afterKillID:
    "afterKillID has been permanently disabled - please use page, RedisQ, the websocket, or the history endpoint instead.",
};

import { RejectedError } from "../../../kernel/index.ts";
import { dayNamed } from "../days.ts";
import type { Cents } from "../price-book.ts";
import { readCents, type Refusals, refuse } from "../read-cents.ts";

/** The region of Jita, whose prices all of New Eden goes by. */
export const theForge = 10_000_002;

/** What a file of one day says of The Forge. */
export interface MarketHistoryFile {
  /** How many rows it has, of all regions. */
  readonly rows: number;
  readonly prices: readonly {
    readonly typeId: number;
    readonly price: Cents;
  }[];
  /** Rows of The Forge that were left out. */
  readonly refusals: Refusals;
  /** When ESI told the newest of what is in it; null: the file does not say. */
  readonly modifiedAt: Date | null;
}

const columns = ["average", "date", "region_id", "type_id"] as const;
type Column = (typeof columns)[number] | "http_last_modified";

/** Any line is a tenth as long. */
const longestLine = 10_000;

/** Reads EVE Ref's market history of a day (CSV, its columns found by name). RejectedError MARKET_HISTORY_SHAPE when it is something else. */
export async function readMarketHistory(
  chunks: AsyncIterable<Uint8Array>,
  day: number,
): Promise<MarketHistoryFile> {
  const refusals: Refusals = new Map();
  const prices = new Map<number, { price: Cents; modifiedMs: number }>();
  let rows = 0;
  let newestMs = -Infinity;
  let places: ReadonlyMap<Column, number> | null = null;

  for await (const line of linesOf(chunks)) {
    if (line === "") continue;
    const fields = line.split(",");
    if (places === null) {
      places = placesIn(fields);
      continue;
    }
    rows++;
    const at = (column: Column) => fields[places?.get(column) ?? -1];
    if (Number(at("region_id")) !== theForge) continue;
    const typeId = Number(at("type_id"));
    const price = readCents(at("average"));
    const modifiedMs = Date.parse(at("http_last_modified") ?? "");
    if (fields.length < places.size || !Number.isInteger(typeId) || typeId < 1)
      refuse(refusals, "unreadable");
    else if (dayNamed(at("date") ?? "") !== day)
      refuse(refusals, "of another day");
    else if (typeof price === "string") refuse(refusals, price);
    else {
      const known = prices.get(typeId);
      // A row without a time is as old as the others.
      if (known === undefined || !(modifiedMs < known.modifiedMs))
        prices.set(typeId, { price, modifiedMs });
      if (modifiedMs > newestMs) newestMs = modifiedMs;
    }
  }
  if (places === null) throw otherShape("it is empty");
  return {
    rows,
    prices: [...prices].map(([typeId, { price }]) => ({ typeId, price })),
    refusals,
    modifiedAt: newestMs === -Infinity ? null : new Date(newestMs),
  };
}

function placesIn(header: readonly string[]): ReadonlyMap<Column, number> {
  const names = header.map((name) => name.trim().replaceAll('"', ""));
  const missing = columns.filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw otherShape(`it has no column ${missing.join(", no column ")}`);
  return new Map(names.map((name, place) => [name as Column, place]));
}

async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > longestLine) throw otherShape("its lines do not end");
    for (const line of lines) yield line.trimEnd();
  }
  yield (rest + decoder.decode()).trimEnd();
}

function otherShape(reason: string): RejectedError {
  return new RejectedError(
    "MARKET_HISTORY_SHAPE",
    `It is not what EVE Ref's market history looks like: ${reason}.`,
  );
}

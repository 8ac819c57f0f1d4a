import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { Board } from "../boards/board.ts";
import { dailyPriceCents, marketTypes } from "../boards/daily-price.ts";
import { lastRunMs } from "../boards/nightly-run.ts";
import { lazy } from "../world/universe.ts";
import type { World } from "../world/world.ts";
import type { Archive } from "./archives.ts";
import { createMadeFiles } from "./made-files.ts";

/** One file a day: what every type cost in every region. */
export interface MarketHistory {
  /** `YYYY-MM-DD` of all files, oldest first. */
  days(): string[];
  /** Rows of each day. */
  totals(): Promise<Record<string, number>>;
  madeMs(): number;
  /** The file of a day; undefined when there is none. Made when it is first asked for. */
  take(day: string): Promise<Archive | undefined>;
  /** The file is another from now on, of the same prices. */
  rewrite(day: string): void;
  /** Removes what was made. */
  close(): void;
}

const dayMs = 24 * 3_600_000;
/** ESI tells a day's prices at 11:05; when EVE Ref has them is a guess. */
const afterMidnightMs = 12 * 3_600_000;
/** What a killmail is worth follows from the weeks before it. */
const daysBefore = 40;

const theForge = 10_000_002;
/** Somebody sells a tenth of everything elsewhere, too dear. */
const domain = 10_000_043;

export function createMarketHistory(world: World, board: Board): MarketHistory {
  const { universe } = world;
  const types = lazy(() => marketTypes(universe));
  const files = createMadeFiles();
  const rewrites = new Map<string, number>();
  const counts = new Map<string, number>();

  const madeMs = (): number =>
    Math.max(
      lastRunMs(board.now(), afterMidnightMs),
      world.givenUntilMs ?? -Infinity,
    );

  const days = (): string[] => {
    const [first = ""] = board.days(madeMs());
    const firstMs =
      first === ""
        ? madeMs()
        : Date.parse(first.replace(/(..)(..)$/, "-$1-$2"));
    const start = Math.floor(firstMs / dayMs) - daysBefore;
    const end = Math.floor(madeMs() / dayMs);
    return Array.from({ length: end - start }, (_, place) =>
      nameOf(start + place),
    );
  };

  function* rowsOf(day: string): Generator<string> {
    const number = Date.parse(day) / dayMs;
    const told = new Date(
      (number + 1) * dayMs + toldMs + (rewrites.get(day) ?? 0) * dayMs,
    ).toISOString();
    for (const type of types()) {
      const price = dailyPriceCents(universe, type, number);
      if (price === undefined) continue;
      yield rowOf(day, told, theForge, type.id, price);
      if (type.id % 10 === 0)
        yield rowOf(day, told, domain, type.id, 2 * price);
    }
  }

  const countOf = (day: string): number => {
    let count = counts.get(day);
    if (count === undefined) {
      count = [...rowsOf(day)].length;
      counts.set(day, count);
    }
    return count;
  };

  return {
    days,
    async totals() {
      const counts: Record<string, number> = {};
      for (const day of days()) {
        counts[day] = countOf(day);
        // Others are served in between.
        await setImmediate();
      }
      return counts;
    },
    madeMs,
    async take(day) {
      if (!days().includes(day)) return undefined;
      const key = createHash("md5")
        .update(`market ${day} ${rewrites.get(day) ?? 0}`)
        .digest("hex");
      const file = await files.take(`${key}.csv.bz2`, () =>
        inPieces(rowsOf(day)),
      );
      return {
        ...file,
        name: `market-history-${day}.csv.bz2`,
        etag: `"${key}"`,
        modifiedMs: Date.parse(day) + dayMs + afterMidnightMs,
      };
    },
    rewrite(day) {
      rewrites.set(day, (rewrites.get(day) ?? 0) + 1);
    },
    close: () => files.close(),
  };
}

/** When ESI's day begins. */
const toldMs = (11 * 60 + 5) * 60_000;

const nameOf = (day: number): string =>
  new Date(day * dayMs).toISOString().slice(0, 10);

const header =
  "average,date,highest,lowest,order_count,volume,http_last_modified,region_id,type_id\n";

function rowOf(
  day: string,
  told: string,
  regionId: number,
  typeId: number,
  cents: number,
): string {
  const isk = (share: number): string =>
    (Math.max(1, Math.round(cents * share)) / 100).toFixed(2);
  const orders = 1 + (typeId % 97);
  return `${isk(1)},${day},${isk(1.05)},${isk(0.95)},${orders},${orders * 10},${told},${regionId},${typeId}\n`;
}

function* inPieces(rows: Iterable<string>): Generator<Buffer> {
  let text = header;
  for (const row of rows) {
    text += row;
    if (text.length < 1 << 16) continue;
    yield Buffer.from(text);
    text = "";
  }
  yield Buffer.from(text);
}

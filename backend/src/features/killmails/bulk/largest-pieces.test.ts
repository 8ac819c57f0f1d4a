import { afterAll, expect, test } from "vitest";
import { createThreads } from "../../../platform/threads/index.ts";
import { inventKillmail } from "../test-support/invent-killmail.ts";
import { threadLimits } from "./create-bulk.ts";
import {
  longestText,
  type Piece,
  type PieceTerms,
  type PreparedPiece,
} from "./piece.ts";
import { piecesOf, withSeason } from "./test-support/pieces-of.ts";

const threads = createThreads<
  { piece: Piece; terms: PieceTerms },
  PreparedPiece
>(new URL("./prepare-thread.ts", import.meta.url), {
  count: 1,
  limits: threadLimits,
});
afterAll(() => threads.close());

/** Two lines of nearly the longest make the largest piece there can be. */
const lineBytes = 0.88 * longestText;

function filled(entry: (index: number) => string): string {
  const entries: string[] = [];
  for (let bytes = 0, index = 0; bytes < lineBytes; index++) {
    const one = entry(index);
    entries.push(one);
    bytes += one.length + 1;
  }
  return `[${entries.join(",")}]`;
}

async function prepare(texts: readonly string[]): Promise<PreparedPiece> {
  const [piece] = piecesOf([], texts.length, texts);
  if (piece === undefined) throw new Error("no piece");
  return threads.ask({
    piece,
    terms: {
      source: "archive",
      nowMs: Date.UTC(2026, 6),
      newsFromMs: 0,
      effects: [],
    },
  });
}

// A thread whose heap is full ends the process, so there would be no failed test.
test.each<[string, (index: number) => string]>([
  ["objects without anything", () => "{}"],
  ["lists in lists", () => "[".repeat(90) + "]".repeat(90)],
  ["objects of ever new keys", (index) => `{"x${index}":[{}]}`],
])(
  "the largest piece fits in a thread's heap though its lines are nothing but %s",
  async (_, entry) => {
    const season = filled(entry);
    const mails = [1, 2].map((number) => inventKillmail(number));
    const prepared = await prepare(mails.map((esi) => withSeason(esi, season)));
    expect([...prepared.ids]).toEqual([1, 2]);
  },
  60_000,
);

test("nor do attackers and items that are none fill it: the first is told of", async () => {
  const nothings = filled(() => "{}");
  const asList = (name: string) =>
    withSeason(inventKillmail(1), "0").replace(
      new RegExp(`"${name}":\\[[^\\]]*\\]`),
      `"${name}":${nothings}`,
    );
  const { doubtful } = await prepare([asList("attackers"), asList("items")]);
  expect(doubtful.map(({ reason }) => reason)).toEqual([
    expect.stringContaining("attackers.0.damage_done") as string,
    expect.stringContaining("victim.items.0.item_type_id") as string,
  ]);
}, 60_000);

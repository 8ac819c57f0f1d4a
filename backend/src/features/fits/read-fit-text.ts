import { RejectedError } from "../../kernel/index.ts";
import { findDnas } from "./dna/find-dnas.ts";
import { readDnas } from "./dna/read-dna.ts";
import { addName, namesIn } from "./eft/names-in.ts";
import { readEft } from "./eft/read-eft.ts";
import { readLines } from "./eft/read-lines.ts";
import type { NameBook } from "./names/find-type.ts";
import type { ParsedFits } from "./parsed-fit.ts";
import { readFittings } from "./xml/read-fittings.ts";
import { readXmlFits } from "./xml/read-xml-fits.ts";

/** A text whose names have to be looked up before it can be read. */
export interface FitText {
  /** In lower case. */
  readonly names: ReadonlySet<string>;
  /** The types it names by id. */
  readonly typeIds: ReadonlySet<number>;
  readonly read: (book: NameBook) => ParsedFits;
}

/** A titan with full bays has some 20,000 characters. */
export const mostCharacters = 100_000;
const mostLines = 5_000;

/** What a pasted text is: EFT, DNA links or the game's XML. RejectedError, with a sentence, for an empty or a huge one, and for an XML that is none of the game's. */
export function readFitText(text: string): FitText {
  if (text.length > mostCharacters)
    throw new RejectedError(
      "FIT_TOO_LONG",
      `This text has ${text.length.toLocaleString("en")} characters; ${mostCharacters.toLocaleString("en")} are read at most. Paste fewer fits at a time.`,
    );
  const bare = text.replace(/^\ufeff/, "").trim();
  if (bare === "")
    throw new RejectedError(
      "FIT_EMPTY",
      "Paste a fit: EFT text, a fitting link from the chat, or the game's XML.",
    );
  if (bare.startsWith("<?xml") || /^<(?:!|fitting)/i.test(bare))
    return xmlText(bare);
  const links = findDnas(bare);
  if (links.length > 0) {
    const parts = links.reduce((sum, { dna }) => sum + countParts(dna), 0);
    if (parts > mostLines) throw tooLong(parts, "parts");
    return {
      names: new Set(),
      typeIds: new Set(
        links.flatMap(({ dna }) => dna.match(/\d{1,10}/g)?.map(Number) ?? []),
      ),
      read: ({ facts }) => readDnas(links, facts),
    };
  }
  const lines = readLines(text);
  if (lines.length > mostLines) throw tooLong(lines.length, "lines");
  return {
    names: namesIn(lines),
    typeIds: new Set(),
    read: (book) => readEft(lines, book),
  };
}

function countParts(dna: string): number {
  return dna.split(":").length;
}

function tooLong(count: number, what: "lines" | "parts"): RejectedError {
  return new RejectedError(
    "FIT_TOO_LONG",
    `This text has ${count.toLocaleString("en")} ${what}; ${mostLines.toLocaleString("en")} are read at most. Paste fewer fits at a time.`,
  );
}

function xmlText(text: string): FitText {
  const fittings = readFittings(text);
  const names = new Set<string>();
  for (const { hull, hardware } of fittings) {
    addName(names, hull);
    for (const { type } of hardware) addName(names, type);
  }
  return {
    names,
    typeIds: new Set(),
    read: (book) => readXmlFits(fittings, book),
  };
}

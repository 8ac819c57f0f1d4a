import { assembleFit, type PlacedLine } from "../assemble-fit.ts";
import type { FitLine } from "../fit-line.ts";
import { findHull } from "../names/find-hull.ts";
import type { NameBook } from "../names/find-type.ts";
import type { ParsedFits } from "../parsed-fit.ts";
import { placeFit } from "./place-fit.ts";
import type { NumberedLine } from "./read-lines.ts";
import { resolveItem } from "./resolve-item.ts";
import type { ResolvedLine } from "./resolved-line.ts";

/** The fits of an EFT text and the fate of each of its lines; any number of fits may follow one another. */
export function readEft(
  lines: readonly NumberedLine[],
  book: NameBook,
): ParsedFits {
  const fits: ParsedFits["fits"][number][] = [];
  const told: FitLine[] = [];
  for (const [number, fitLines] of splitFits(lines).entries()) {
    // What stands before the first fit belongs to none.
    const fit = fitLines[0]?.line.kind === "fit" ? number - 1 : null;
    const resolved = fitLines.map((line) => resolve(line, book));
    const placed = placeFit(resolved);
    const [head] = fitLines;
    const hull =
      head?.line.kind === "fit" ? findHull(book, head.line.hull) : null;
    const lost: PlacedLine[] = [];
    for (const line of resolved) {
      const own = placed.get(line);
      if (own !== undefined) lost.push(own);
      told.push({
        number: line.number,
        text: line.text.slice(0, longestTold),
        fit: line.line.kind === "outside" ? null : fit,
        ...(line === resolved[0] && hull !== null
          ? {
              fate: hull.typeId === null ? "REFUSED" : "FIT",
              places: [],
              remarks: hull.remarks,
            }
          : {
              fate: own?.fate ?? fates[line.line.kind],
              places: own?.places ?? [],
              remarks: own?.remarks ?? [],
            }),
      });
    }
    if (hull?.typeId != null && fit !== null && head?.line.kind === "fit")
      fits.push({
        number: fit,
        fit: assembleFit(hull.typeId, head.line.name, lost),
      });
  }
  return { format: "EFT", fits, lines: told };
}

/** What is told of a line; a longer one is cut. */
const longestTold = 200;

const fates = {
  blank: "BLANK",
  note: "NOTE",
  outside: "OUTSIDE",
  section: "SECTION",
  fit: "FIT",
  empty: "EMPTY_SLOT",
  item: "REFUSED",
} as const;

function resolve(line: NumberedLine, book: NameBook): ResolvedLine {
  const item = line.line.kind === "item" ? resolveItem(line.line, book) : null;
  return { ...line, item };
}

/** The lines before the first fit, then those of each fit. */
function splitFits(lines: readonly NumberedLine[]): NumberedLine[][] {
  const fits: NumberedLine[][] = [[]];
  for (const line of lines)
    if (line.line.kind === "fit") fits.push([line]);
    else fits.at(-1)?.push(line);
  return fits;
}

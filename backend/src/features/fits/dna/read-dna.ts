import { itemFlag } from "../../killmails/index.ts";
import type { StaticFacts, TypeFacts } from "../../universe/index.ts";
import { assembleFit, type PlacedLine } from "../assemble-fit.ts";
import { isFitted, isHull } from "../categories.ts";
import { createSlots, fillSlots, type Slots } from "../fill-slots.ts";
import type { FitLine, Remark } from "../fit-line.ts";
import type { Fit, SlotSection } from "../fit.ts";
import { flag } from "../flags.ts";
import { holdFlag } from "../hold-flag.ts";
import type { ParsedFits } from "../parsed-fit.ts";
import { remark, slotRemarks } from "../remark.ts";
import { slotOf } from "../slot-of.ts";
import { quantityProblem } from "../units.ts";
import type { DnaLink } from "./find-dnas.ts";

type Facts = Pick<StaticFacts, "type">;

/** The fits of DNA links; each part of a link is told as a line. */
export function readDnas(links: readonly DnaLink[], facts: Facts): ParsedFits {
  const fits: { number: number; fit: Fit }[] = [];
  const lines: FitLine[] = [];
  for (const [number, { dna, name }] of links.entries()) {
    const tell = (line: Omit<FitLine, "number" | "fit">) =>
      lines.push({ number: lines.length + 1, fit: number, ...line });
    const [hullId = "", ...parts] = dna
      .split(":")
      .filter((part) => part !== "");
    const type = facts.type(Number(hullId));
    const hull = type !== undefined && isHull(type.categoryId) ? type : null;
    tell({
      text: hullId,
      fate: hull === null ? "REFUSED" : "FIT",
      places: [],
      remarks:
        hull === null
          ? [remark("NOT_A_HULL", `Type ${hullId} is no ship or structure.`)]
          : [],
    });
    const placed = placeParts(parts.map((part) => readPart(part, facts)));
    for (const [index, { places, remarks }] of placed.entries())
      tell({
        text: parts[index] ?? "",
        fate: places.length > 0 ? "PLACED" : "REFUSED",
        places,
        remarks,
      });
    if (hull !== null)
      fits.push({
        number,
        fit: assembleFit(hull.id, name === "" ? hull.name : name, placed),
      });
  }
  return { format: "DNA", fits, lines };
}

type Part =
  | { readonly problem: Remark }
  | {
      readonly type: TypeFacts;
      readonly quantity: number;
      /** Marked as not fitted. */
      readonly isUnfitted: boolean;
    };

function readPart(part: string, facts: Facts): Part {
  const [, id, mark, count = "1"] =
    /^(\d{1,10})(_?)(?:;(\d{1,15}))?$/.exec(part) ?? [];
  if (id === undefined)
    return { problem: remark("MISTYPED", `${part} is no type with a number.`) };
  const problem = quantityProblem(Number(count));
  if (problem !== null) return { problem };
  const type = facts.type(Number(id));
  if (type === undefined)
    return { problem: remark("MISTYPED", `There is no type ${id}.`) };
  return { type, quantity: Number(count), isUnfitted: mark === "_" };
}

type PlacedPart = PlacedLine & { readonly remarks: readonly Remark[] };

function placeParts(parts: readonly Part[]): PlacedPart[] {
  const slots = createSlots();
  const known = parts.map((part) =>
    "type" in part ? slotOf(part.type) : null,
  );
  const before = lastKnown(known);
  const after = lastKnown(known.toReversed()).reverse();
  return parts.map((part, index) => {
    if ("problem" in part)
      return { places: [], flag: null, remarks: [part.problem] };
    // Sections follow one another in a link: what stands between two modules of one section is of it.
    const neighbour = before[index] ?? after[index] ?? null;
    return placePart(part, known[index] ?? null, neighbour, slots);
  });
}

function placePart(
  { type, quantity, isUnfitted }: Exclude<Part, { problem: Remark }>,
  slot: SlotSection | null,
  neighbour: SlotSection | null,
  slots: Slots,
): PlacedPart {
  if (!isUnfitted && isFitted(type.categoryId) && quantity <= mostOfOneType) {
    const section = slot ?? neighbour;
    if (section === null)
      return {
        places: [],
        flag: null,
        remarks: [
          remark(
            "NO_SLOT",
            `The static data do not say where ${type.name} is fitted, nor does anything beside it. Paste the fit as EFT text.`,
          ),
        ],
      };
    const places = fillSlots(slots, section, quantity, type.id, null);
    const remarks = slotRemarks(section, slot === null, places);
    return { places, flag: null, remarks };
  }
  const hold = isUnfitted ? flag.cargo : holdFlag(type);
  const place = { section: itemFlag(hold).section, position: null };
  return {
    places: [{ typeId: type.id, ...place, quantity, isCharge: false }],
    flag: hold,
    remarks: [],
  };
}

/** More modules of one type than any hull has slots are a stack. */
const mostOfOneType = 24;

/** At each place what was known last before it. */
function lastKnown<Known>(known: readonly (Known | null)[]): (Known | null)[] {
  let last: Known | null = null;
  return known.map((one) => {
    const before = last;
    last = one ?? last;
    return before;
  });
}

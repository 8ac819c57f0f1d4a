import { itemFlag, sectionTitles } from "../../killmails/index.ts";
import { assembleFit, type PlacedLine } from "../assemble-fit.ts";
import { isFitted } from "../categories.ts";
import type { FitLine, Remark } from "../fit-line.ts";
import type { Fit, SlotSection } from "../fit.ts";
import { flag } from "../flags.ts";
import { holdFlag } from "../hold-flag.ts";
import { findHull } from "../names/find-hull.ts";
import { findType, type NameBook } from "../names/find-type.ts";
import type { ParsedFits } from "../parsed-fit.ts";
import { remark, slotRemarks } from "../remark.ts";
import { slotOf } from "../slot-of.ts";
import { quantityProblem } from "../units.ts";
import type { XmlFitting, XmlHardware } from "./read-fittings.ts";

/** The fits of the game's XML; each `<hardware>` is told as a line, under its line's number. */
export function readXmlFits(
  fittings: readonly XmlFitting[],
  book: NameBook,
): ParsedFits {
  const fits: { number: number; fit: Fit }[] = [];
  const lines: FitLine[] = [];
  for (const [number, { name, hull, line, hardware }] of fittings.entries()) {
    const found = findHull(book, hull);
    lines.push({
      number: line,
      text: `${hull}, ${name}`,
      fit: number,
      fate: found.typeId === null ? "REFUSED" : "FIT",
      places: [],
      remarks: found.remarks,
    });
    const placed = hardware.map((one) => placeHardware(one, book));
    for (const [index, { places, remarks }] of placed.entries()) {
      const one = hardware[index];
      if (one === undefined) continue;
      lines.push({
        number: one.line,
        text: `${one.slot}: ${one.type}${one.quantity === null ? "" : ` x${one.quantity}`}`,
        fit: number,
        fate: places.length > 0 ? "PLACED" : "REFUSED",
        places,
        remarks,
      });
    }
    if (found.typeId !== null)
      fits.push({ number, fit: assembleFit(found.typeId, name, placed) });
  }
  return { format: "XML", fits, lines };
}

type PlacedHardware = PlacedLine & { readonly remarks: readonly Remark[] };

function placeHardware(
  { type, slot, quantity, isMutated }: XmlHardware,
  book: NameBook,
): PlacedHardware {
  const named = slotNamed(slot);
  const found = findType(
    book,
    type,
    ({ categoryId }) => isFitted(categoryId) === (named !== null),
  );
  const problem = quantity === null ? null : quantityProblem(quantity);
  const remarks = [...found.remarks];
  if (problem !== null) remarks.push(problem);
  if (isMutated)
    remarks.push(
      remark(
        "MUTATED",
        "Its mutated attributes are left out: a fit keeps types only.",
      ),
    );
  if (found.typeId === null || problem !== null)
    return { places: [], flag: null, remarks };
  const facts = book.facts.type(found.typeId);
  const place = {
    typeId: found.typeId,
    quantity: quantity ?? 1,
    isCharge: false,
  };
  const known = slotOf(facts);
  const isModule = facts === undefined || isFitted(facts.categoryId);
  if (named !== null && isModule) {
    const section = known ?? named.section;
    const places = [
      { ...place, section, position: named.position, quantity: 1 },
    ];
    remarks.push(...slotRemarks(section, known === null, places));
    if (section !== named.section)
      remarks.push(
        remark(
          "SLOT_DIFFERS",
          `Listed under ${sectionTitles[named.section].toLowerCase()}, but fitted into ${sectionTitles[section].toLowerCase()}.`,
        ),
      );
    return { places, flag: null, remarks };
  }
  const hold = holds.get(slot.toLowerCase()) ?? holdFlag(facts);
  return {
    places: [{ ...place, section: itemFlag(hold).section, position: null }],
    flag: hold,
    remarks,
  };
}

/** A place that could be on some hull, with room for what mails claim. */
const mostPositions = 64;

function slotNamed(
  slot: string,
): { section: SlotSection; position: number } | null {
  const [, word = "", digits = ""] = /^(\w+) slot (\d{1,4})$/i.exec(slot) ?? [];
  const section = sections.get(word.toLowerCase());
  const position = Number(digits);
  return section === undefined || position >= mostPositions
    ? null
    : { section, position };
}

const sections: ReadonlyMap<string, SlotSection> = new Map([
  ["hi", "HIGH_SLOTS"],
  ["med", "MID_SLOTS"],
  ["low", "LOW_SLOTS"],
  ["rig", "RIGS"],
  ["subsystem", "SUBSYSTEMS"],
  ["service", "SERVICES"],
]);

const holds: ReadonlyMap<string, number> = new Map([
  ["cargo", flag.cargo],
  ["drone bay", flag.droneBay],
  ["fighter bay", flag.fighterBay],
]);

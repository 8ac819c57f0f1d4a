import { sectionTitles } from "../../killmails/index.ts";
import { createSlots, fillSlots, type Slots } from "../fill-slots.ts";
import type { FitLine, Place } from "../fit-line.ts";
import type { SlotSection } from "../fit.ts";
import { remark, slotRemarks } from "../remark.ts";
import {
  blocksOf,
  fliesOut,
  isDroneBay,
  itemsOf,
  type Block,
} from "./blocks.ts";
import { placeItem, spotSection, type BlockPlace } from "./place-item.ts";
import type { ResolvedItem, ResolvedLine } from "./resolved-line.ts";
import { sectionsByPlace } from "./sections-by-place.ts";

type Placed = Pick<FitLine, "fate" | "places" | "remarks"> & {
  /** Of lines that went into a hold. */
  readonly flag: number | null;
};

/** Where each line of one fit went, in the text's order; lines without item or empty slot are left out. */
export function placeFit(
  lines: readonly ResolvedLine[],
): Map<ResolvedLine, Placed> {
  const placed = new Map<ResolvedLine, Placed>();
  const slots = createSlots();
  for (const blockPlace of blockPlaces(blocksOf(lines))) {
    const sectionAt = neighbours(blockPlace);
    for (const line of blockPlace.block.lines)
      if (line.line.kind === "empty") {
        slots.take(line.line.section);
        placed.set(line, {
          fate: "EMPTY_SLOT",
          places: [],
          remarks: [],
          flag: null,
        });
      } else if (line.item !== null)
        placed.set(
          line,
          placeLine(
            line.item,
            { ...blockPlace, section: sectionAt(line) },
            slots,
          ),
        );
  }
  return placed;
}

/** Each of them leaves an empty line where the fit has nothing of it; the ones after them are left out altogether. */
const sectionsWithGaps: readonly SlotSection[] = [
  "LOW_SLOTS",
  "MID_SLOTS",
  "HIGH_SLOTS",
  "RIGS",
];

function blockPlaces(blocks: readonly Block[]): BlockPlace[] {
  const sections = sectionsByPlace(blocks);
  let breaks = 0;
  let emptySections = sectionsWithGaps.length - 1;
  let hadDroneBay = false;
  return blocks.map((block) => {
    const section = sections.get(block) ?? null;
    if (section !== null) {
      const index = sectionsWithGaps.indexOf(section);
      emptySections = index < 0 ? 0 : sectionsWithGaps.length - 1 - index;
      return { block, section, isCargo: false };
    }
    // Two empty lines lead to the bays, two more to the cargo, also where the bays are empty.
    breaks += Math.floor(Math.max(block.blanksBefore - emptySections, 0) / 2);
    emptySections = 0;
    const isCargo =
      breaks >= 2 ||
      (hadDroneBay && itemsOf(block).some((item) => !fliesOut(item)));
    hadDroneBay ||= isDroneBay(block);
    return { block, section: null, isCargo };
  });
}

/** Some texts part nothing: among modules of several sections, one whose slot is not known goes with the one before it, else after it. */
function neighbours({
  block,
  section,
}: BlockPlace): (line: ResolvedLine) => SlotSection | null {
  const slots = block.lines.map(({ item }) => item?.slot ?? null);
  const known = new Set(slots.filter((slot) => slot !== null));
  if (section === null || block.titleFlag !== null || known.size < 2)
    return () => section;
  return (line) => {
    const index = block.lines.indexOf(line);
    const before = slots.slice(0, index).findLast((slot) => slot !== null);
    const after = slots.slice(index).find((slot) => slot !== null);
    return before ?? after ?? section;
  };
}

function placeLine(
  item: ResolvedItem,
  blockPlace: BlockPlace,
  slots: Slots,
): Placed {
  const { typeId, chargeTypeId } = item;
  if (typeId === null)
    return {
      fate: "REFUSED",
      places: [],
      remarks: item.remarks,
      flag: null,
    };
  const spot = placeItem(item, blockPlace);
  const section = spotSection(spot);
  if (!("section" in spot)) {
    const places: Place[] = [
      {
        typeId,
        section,
        position: null,
        quantity: spot.quantity,
        isCharge: false,
      },
    ];
    return { fate: "PLACED", places, remarks: item.remarks, flag: spot.flag };
  }
  const places = fillSlots(
    slots,
    spot.section,
    spot.count,
    typeId,
    chargeTypeId,
  );
  const remarks = [
    ...item.remarks,
    ...slotRemarks(spot.section, spot.by === "place", places),
  ];
  if (spot.listedIn !== null)
    remarks.push(
      remark(
        "SLOT_DIFFERS",
        `Listed under ${sectionTitles[spot.listedIn].toLowerCase()}, but fitted into ${sectionTitles[spot.section].toLowerCase()}.`,
      ),
    );
  return { fate: "PLACED", places, remarks, flag: null };
}

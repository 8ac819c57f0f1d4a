import { category, isFitted } from "../categories.ts";
import { findType, isNamed, type NameBook } from "../names/find-type.ts";
import { remark } from "../remark.ts";
import { slotOf } from "../slot-of.ts";
import { quantityProblem } from "../units.ts";
import type { EftLine, Reading } from "./eft-line.ts";
import type { ResolvedItem } from "./resolved-line.ts";

/** The types of an item line, by its likeliest reading whose names are known. */
export function resolveItem(
  { readings, isOffline, isMutated }: EftLine & { kind: "item" },
  book: NameBook,
): ResolvedItem {
  const { name, quantity, charge } = chooseReading(readings, book);
  const found = findType(book, name, (facts) =>
    charge === null && quantity !== null
      ? !isFitted(facts.categoryId)
      : isFitted(facts.categoryId),
  );
  const remarks = [...found.remarks];
  const loaded =
    charge === null || found.typeId === null ? null : findCharge(book, charge);
  if (loaded !== null) remarks.push(...loaded.remarks);
  if (isMutated)
    remarks.push(
      remark(
        "MUTATED",
        "Its mutated attributes are left out: a fit keeps types only.",
      ),
    );
  if (isOffline)
    remarks.push(remark("OFFLINE", "Taken as online: fits in the game are."));
  const problem = quantity === null ? null : quantityProblem(quantity);
  if (problem !== null) remarks.push(problem);
  const typeId = problem === null ? found.typeId : null;
  const facts = typeId === null ? undefined : book.facts.type(typeId);
  return {
    typeId,
    facts,
    slot: slotOf(facts),
    quantity,
    chargeTypeId: loaded?.typeId ?? null,
    remarks,
  };
}

/** The first whose names are all known; else one whose module is; else the shortest name, without count and charge. */
function chooseReading(readings: readonly Reading[], book: NameBook): Reading {
  const whole = readings.find(
    ({ name, charge }) =>
      isNamed(book, name) && (charge === null || isNamed(book, charge)),
  );
  const half = readings.find(({ name }) => isNamed(book, name));
  const shortest = readings.toSorted((a, b) => a.name.length - b.name.length);
  const today = readings.find(({ name }) => isKnownOnce(book, name));
  const chosen = whole ?? half ?? today ?? shortest[0];
  if (chosen === undefined) throw new Error("An item line has no reading");
  return chosen;
}

/** Whether it is called otherwise today. */
const isKnownOnce = (book: NameBook, name: string) =>
  findType({ ...book, suggest: () => [] }, name, () => true).typeId !== null;

function findCharge(
  book: NameBook,
  name: string,
): Pick<ResolvedItem, "typeId" | "remarks"> {
  const found = findType(
    book,
    name,
    (facts) => facts.categoryId === category.charge,
  );
  if (found.typeId === null) return found;
  const facts = book.facts.type(found.typeId);
  if (facts === undefined || facts.categoryId === category.charge) return found;
  return {
    typeId: null,
    remarks: [
      ...found.remarks,
      remark(
        "NOT_A_CHARGE",
        `${facts.name} is no charge and was left out; the module is empty.`,
      ),
    ],
  };
}

import { isHull } from "../categories.ts";
import { remark } from "../remark.ts";
import { findType, type FoundType, type NameBook } from "./find-type.ts";

/** The ship or structure a fit is of. */
export function findHull(book: NameBook, name: string): FoundType {
  const found = findType(book, name, ({ categoryId }) => isHull(categoryId));
  if (found.typeId === null) return found;
  const facts = book.facts.type(found.typeId);
  if (facts === undefined || isHull(facts.categoryId)) return found;
  return {
    typeId: null,
    remarks: [
      ...found.remarks,
      remark(
        "NOT_A_HULL",
        `${facts.name} is no ship or structure. Begin the fit with [ship, name of the fit].`,
      ),
    ],
  };
}

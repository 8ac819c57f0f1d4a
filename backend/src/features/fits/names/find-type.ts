import type {
  NamedType,
  StaticFacts,
  TypeFacts,
} from "../../universe/index.ts";
import type { Remark } from "../fit-line.ts";
import { remark } from "../remark.ts";
import { chooseType } from "./choose-type.ts";
import { cleanName } from "./clean-name.ts";
import { isMixedScript } from "./is-mixed-script.ts";
import type { NamedTypes } from "./named-types.ts";
import { renamed } from "./renamed.ts";
import { shown } from "./shown.ts";
import { spellings } from "./spellings.ts";

/** What the rules of reading a fit look names up in. */
export interface NameBook {
  readonly named: NamedTypes;
  readonly facts: Pick<StaticFacts, "type">;
  /** Names like a mistyped one, likeliest first. */
  suggest(name: string): readonly string[];
}

export interface FoundType {
  /** Null when no type could be told: the remarks say why. */
  readonly typeId: number | null;
  readonly remarks: readonly Remark[];
}

export const isNamed = ({ named }: NameBook, name: string): boolean =>
  spellings(name).some((spelling) => named.has(spelling));

/** The type a name of any of the game's languages means at a place, and what is to be said of it. */
export function findType(
  book: NameBook,
  name: string,
  fitsThere: (facts: TypeFacts) => boolean,
): FoundType {
  const { named, facts } = book;
  const clean = cleanName(name);
  const direct = spellings(name)
    .map((spelling) => named.get(spelling))
    .find((types) => types !== undefined);
  const found = direct ?? renamedTypes(named, clean);
  if (found === undefined || found.length === 0) return mistyped(book, name);
  const chosen = chooseType(found, (typeId) => facts.type(typeId), fitsThere);
  if ("among" in chosen)
    return { typeId: null, remarks: [ambiguous(name, chosen.among)] };
  const { type } = chosen;
  const remarks: Remark[] = [];
  const english = facts.type(type.typeId)?.name ?? type.name;
  if (direct === undefined)
    remarks.push(
      remark(
        "RENAMED",
        `${shown(name)} is called ${english} today; taken as that.`,
      ),
    );
  else if (type.language !== "en" && english !== type.name)
    remarks.push(
      remark("OTHER_LANGUAGE", `${shown(name)} is ${english} in English.`),
    );
  if (!type.isPublished)
    remarks.push(
      remark(
        "UNPUBLISHED",
        `${english} is not published: the game knows it, but no pilot can get it.`,
      ),
    );
  return { typeId: type.typeId, remarks };
}

function renamedTypes(
  named: NamedTypes,
  clean: string,
): readonly NamedType[] | undefined {
  for (const guess of renamed(clean)) {
    const found = named.get(guess.toLowerCase());
    if (found !== undefined) return found;
  }
  return undefined;
}

function mistyped(book: NameBook, name: string): FoundType {
  const suggestions = book.suggest(name);
  const remarks = [
    remark(
      "MISTYPED",
      `No item is called ${shown(name)}.${suggestions.length > 0 ? ` Did you mean ${orList(suggestions)}?` : " Check its spelling."}`,
      suggestions,
    ),
  ];
  if (isMixedScript(name))
    remarks.push(
      remark(
        "LOOKALIKE_LETTERS",
        "It has letters of two scripts that look alike; type it anew.",
      ),
    );
  return { typeId: null, remarks };
}

function ambiguous(name: string, among: readonly NamedType[]): Remark {
  const ids = among.slice(0, mostIds).map(({ typeId }) => String(typeId));
  if (among.length > mostIds) ids.push("...");
  return remark(
    "AMBIGUOUS",
    `${shown(name)} is the name of ${among.length} items (types ${ids.join(", ")}), and nothing here tells which is meant. Paste the fit as DNA link, which names types by id.`,
  );
}

const mostIds = 5;

const orList = (names: readonly string[]) =>
  names.length < 2
    ? names.join("")
    : `${names.slice(0, -1).join(", ")} or ${names.at(-1) ?? ""}`;

import { existsSync, readFileSync } from "node:fs";
import { realData } from "../../../../../tests/support/real-data.ts";
import type {
  FittingSlot,
  NamedType,
  StaticFacts,
  TypeFacts,
} from "../../universe/index.ts";
import { id, type TypeId } from "../../../kernel/index.ts";
import type { NameBook } from "../names/find-type.ts";
import { createNearestNames } from "../names/nearest-names.ts";

/** Whether the folder of real data is there: tests that need it say that they are skipped where it is not. */
export const hasRealData = existsSync(`${realData}/sde/types.jsonl`);

export interface TestTypes {
  readonly facts: Pick<StaticFacts, "type">;
  readonly book: NameBook;
  /** The published type of an English name. */
  readonly typeId: (name: string) => number;
  readonly nameOf: (typeId: number) => string;
}

export interface TestType {
  readonly id: number;
  readonly name: string;
  readonly groupId: number;
  readonly categoryId: number;
  readonly published: boolean;
  readonly slot?: FittingSlot | null;
  /** Names in other languages. */
  readonly names?: Readonly<Record<string, string>>;
}

/** Looks types up in a list, as `universe` does in the database. */
export function testTypes(types: readonly TestType[]): TestTypes {
  const facts = new Map(types.map((type) => [type.id, factsOf(type)]));
  const named = new Map<string, NamedType[]>();
  const english = new Map<string, number>();
  for (const { id: typeId, published, name, names = {} } of types) {
    for (const [language, own] of Object.entries({ en: name, ...names })) {
      const entry: NamedType = {
        typeId: id<TypeId>(typeId),
        language,
        name: own,
        isPublished: published,
      };
      const key = own.toLowerCase();
      named.set(key, [...(named.get(key) ?? []), entry]);
    }
    if (published || !english.has(name)) english.set(name, typeId);
  }
  let nearest: ((name: string) => string[]) | null = null;
  const near = () =>
    (nearest ??= createNearestNames(
      types.filter(({ published }) => published).map(({ name }) => name),
    ));
  const lookUp = { type: (typeId: number) => facts.get(typeId) };
  return {
    facts: lookUp,
    book: {
      named,
      facts: lookUp,
      suggest: (name) => near()(name),
    },
    typeId: (name) => {
      const found = english.get(name);
      if (found === undefined) throw new Error(`No type is called ${name}`);
      return found;
    },
    nameOf: (typeId) => {
      const found = facts.get(typeId);
      if (found === undefined) throw new Error(`There is no type ${typeId}`);
      return found.name;
    },
  };
}

/** The real game's types, with slots as they were seen on real losses: those of the rest are not known. */
export function realTypes(): TestTypes {
  const slots = new Map<number, FittingSlot>();
  for (const { typeId, slot } of readJsonl<{ typeId: number; slot: string }>(
    "item-slots.jsonl",
  ))
    if (isSlot(slot)) slots.set(typeId, slot);
  const types = [...readJsonl<TestType>("types.jsonl")];
  return testTypes(
    types.map((type) => ({ ...type, slot: slots.get(type.id) ?? null })),
  );
}

function* readJsonl<T>(file: string): Generator<T> {
  for (const line of readFileSync(`${realData}/sde/${file}`, "utf8").split(
    "\n",
  ))
    if (line !== "") yield JSON.parse(line) as T;
}

const isSlot = (slot: string): slot is FittingSlot =>
  ["low", "mid", "high", "rig", "subsystem", "service"].includes(slot);

const factsOf = (type: TestType): TypeFacts => ({
  id: type.id,
  name: type.name,
  groupId: type.groupId,
  categoryId: type.categoryId,
  marketGroupId: null,
  metaGroupId: null,
  isPublished: type.published,
  basePriceIsk: null,
  slot: type.slot ?? null,
  attribute: () => undefined,
});

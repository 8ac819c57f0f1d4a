import type { Fit } from "../fit.ts";
import type { ParsedFits } from "../parsed-fit.ts";
import { readFitText } from "../read-fit-text.ts";
import type { TestTypes } from "./static-data.ts";

/** Reads texts by a list of types, and only by the names that the reading asks for: what it forgets to look up stays unknown. */
export function textReader({ book }: TestTypes) {
  const read = (text: string): ParsedFits => {
    const fitText = readFitText(text);
    const named = new Map(
      [...fitText.names].flatMap((name) => {
        const types = book.named.get(name);
        return types === undefined ? [] : [[name, types] as const];
      }),
    );
    return fitText.read({ ...book, named });
  };
  const only = (text: string): Fit => {
    const [first, ...others] = read(text).fits;
    if (first === undefined || others.length > 0)
      throw new Error("The text is not one fit");
    return first.fit;
  };
  return { read, only };
}

/** The multiset of types by section; a loaded charge counts once for its module, whatever its number: no text tells it. */
export function contents({ hullTypeId, modules, stacks }: Fit): string[] {
  const counts = new Map<string, number>();
  const count = (key: string, units: number) =>
    counts.set(key, (counts.get(key) ?? 0) + units);
  for (const { section, typeId, charge } of modules) {
    count(`${section} ${typeId}`, 1);
    if (charge !== null) count(`${section} loaded ${charge.typeId}`, 1);
  }
  for (const { section, typeId, quantity } of stacks)
    count(`${section} ${typeId}`, quantity);
  return [
    `hull ${hullTypeId}`,
    ...[...counts].map(([key, units]) => `${key} x${units}`).sort(),
  ];
}

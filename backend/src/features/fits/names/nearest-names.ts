import { cleanName } from "./clean-name.ts";
import { editDistance } from "./edit-distance.ts";

const most = 3;
const shortestStart = 5;

/** Names of types have 100 letters at most. */
const longest = 120;

/** Finds the names a mistyped one may have meant, nearest first, three at most; none when all are too far off to be meant. */
export function createNearestNames(
  names: readonly string[],
): (mistyped: string) => string[] {
  const known = names.map((name) => ({ name, letters: comparable(name) }));
  return (mistyped) => {
    const wanted = comparable(mistyped);
    if (wanted.length === 0 || wanted.length > longest) return [];
    const limit = Math.max(1, Math.floor(wanted.length / 4));
    const near: { name: string; distance: number }[] = [];
    for (const { name, letters } of known) {
      const distance = editDistance(wanted, letters, limit);
      if (distance <= limit) near.push({ name, distance });
      // A name that was cut short, or had a word added since.
      else if (wanted.length >= shortestStart && letters.startsWith(wanted))
        near.push({ name, distance: limit + 1 });
    }
    near.sort(
      (a, b) =>
        a.distance - b.distance ||
        a.name.length - b.name.length ||
        (a.name < b.name ? -1 : 1),
    );
    return [...new Set(near.map(({ name }) => name))].slice(0, most);
  };
}

const comparable = (name: string) =>
  cleanName(name)
    .toLowerCase()
    .replace(/[^ -~]/g, (letter) => lookalikes.get(letter) ?? letter);

/** Letters of other scripts that look like Latin ones: a name typed with them is the Latin one mistyped. */
const lookalikes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    а: "a",
    в: "b",
    с: "c",
    е: "e",
    н: "h",
    і: "i",
    ј: "j",
    к: "k",
    м: "m",
    о: "o",
    р: "p",
    ѕ: "s",
    т: "t",
    у: "y",
    х: "x",
    α: "a",
    ε: "e",
    ι: "i",
    κ: "k",
    ν: "v",
    ο: "o",
    ρ: "p",
    τ: "t",
    υ: "u",
    χ: "x",
  }),
);

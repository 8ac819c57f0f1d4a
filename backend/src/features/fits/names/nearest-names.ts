import { cleanName } from "./clean-name.ts";
import { editDistance } from "./edit-distance.ts";

const most = 3;

/** The names a mistyped one may have meant, nearest first, three at most; none when all are too far off to be meant. */
export function nearestNames(
  mistyped: string,
  names: Iterable<string>,
): string[] {
  const wanted = comparable(mistyped);
  if (wanted.length === 0 || wanted.length > longest) return [];
  const limit = Math.max(1, Math.floor(wanted.length / 4));
  const near = new Map<string, number>();
  for (const name of names) {
    const known = comparable(name);
    const distance = editDistance(wanted, known, limit);
    if (distance <= limit) near.set(name, distance);
    // A name that was cut short, or had a word added since.
    else if (wanted.length >= shortestStart && known.startsWith(wanted))
      near.set(name, limit + 1);
  }
  return [...near]
    .sort(([a, x], [b, y]) => x - y || a.length - b.length || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([name]) => name);
}

const shortestStart = 5;

/** Names of types have 100 letters at most. */
const longest = 120;

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

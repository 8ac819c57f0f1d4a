import { cleanName } from "../names/clean-name.ts";
import { renamed } from "../names/renamed.ts";
import { spellings } from "../names/spellings.ts";
import type { NumberedLine } from "./read-lines.ts";

/** Every name that has to be looked up to read these lines, in lower case; also what older names may be called today. */
export function namesIn(lines: readonly NumberedLine[]): Set<string> {
  const names = new Set<string>();
  for (const { line } of lines) {
    if (line.kind === "fit") addName(names, line.hull);
    if (line.kind !== "item") continue;
    for (const { name, charge } of line.readings) {
      addName(names, name);
      if (charge !== null) addName(names, charge);
    }
  }
  return names;
}

/** Type names have 100 letters at most; what is longer is none. */
const longestName = 200;

export function addName(names: Set<string>, name: string): void {
  if (name.length > longestName) return;
  for (const spelling of spellings(name)) names.add(spelling);
  for (const guess of renamed(cleanName(name))) names.add(guess.toLowerCase());
}

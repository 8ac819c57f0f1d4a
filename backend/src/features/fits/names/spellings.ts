import { cleanName } from "./clean-name.ts";

/** The ways a name may stand in the static data, which bend the apostrophes of a few names and end a few in a blank. */
export function spellings(name: string): string[] {
  const clean = cleanName(name);
  const bent = clean.replace(/(^|[\s(])'/g, "$1\u2018").replace(/'/g, "\u2019");
  return [...new Set([name.trim(), clean, bent, `${clean} `])].map((spelling) =>
    spelling.toLowerCase(),
  );
}

import type { EftLine } from "./eft-line.ts";
import { emptySlot } from "./empty-slot.ts";
import { readItem } from "./read-item.ts";
import { sectionTitle } from "./section-title.ts";

export interface NumberedLine {
  readonly number: number;
  readonly text: string;
  readonly line: EftLine;
}

/** Every line of the text by what it looks like, before any name is looked up. Byte order marks and the line ends of every system are taken off. */
export function readLines(text: string): NumberedLine[] {
  let isInFit = false;
  let isInNote = false;
  return text
    .replace(/^\ufeff/, "")
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((raw, index) => {
      const line = readLine(raw, isInFit, isInNote);
      if (line.kind === "fit") isInFit = true;
      // A note on a mutated module runs from "[1] ..." to the next blank line.
      isInNote = line.kind === "note";
      return { number: index + 1, text: raw.trim(), line };
    });
}

function readLine(raw: string, isInFit: boolean, isInNote: boolean): EftLine {
  const text = raw.replace(/\ufeff/g, "").trim();
  if (text === "") return { kind: "blank" };
  const empty = emptySlot(text);
  if (empty !== null)
    return isInFit ? { kind: "empty", section: empty } : { kind: "outside" };
  const header = /^\[([^,\]]+),(.*)\]$/.exec(text);
  if (header?.[1] !== undefined)
    return {
      kind: "fit",
      hull: header[1].trim(),
      name: header[2]?.trim() ?? "",
    };
  if (!isInFit) return { kind: "outside" };
  if (isInNote || /^\[\d{1,4}\]\s/.test(text) || /^`{3}/.test(text))
    return { kind: "note" };
  const flag = sectionTitle(text);
  return flag === null ? readItem(text) : { kind: "section", flag };
}

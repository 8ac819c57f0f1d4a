import { Badge } from "@mantine/core";
import type { ParseFitQuery } from "../../../graphql/generated/graphql.ts";
import { formatWhole } from "../../../shared/format/number.ts";

type Line = ParseFitQuery["parseFit"]["lines"][number];

/** Where a line went, in a word or two. */
export function LineFate({ line }: { line: Line }) {
  const { color, text } = fateOf(line);
  return (
    <Badge variant="light" color={color} size="sm">
      {text}
    </Badge>
  );
}

function fateOf(line: Line): { color: string; text: string } {
  switch (line.fate) {
    case "PLACED":
      return {
        color: line.remarks.length > 0 ? "yellow" : "teal",
        text: placeText(line),
      };
    case "FIT":
      return { color: "cyan", text: "fit" };
    case "REFUSED":
      return { color: "red", text: "not taken" };
    case "EMPTY_SLOT":
      return { color: "gray", text: "empty slot" };
    case "SECTION":
      return { color: "gray", text: "title" };
    case "NOTE":
      return { color: "gray", text: "note" };
    case "OUTSIDE":
      return { color: "gray", text: "not in a fit" };
    case "BLANK":
      return { color: "gray", text: "" };
  }
}

/** "high slot 2", "cargo, 40 units". */
function placeText({ places }: Line): string {
  const [first] = places;
  if (first === undefined) return "placed";
  const title = titles[first.section] ?? "bay";
  const fitted = places.filter(({ isCharge }) => !isCharge);
  if (first.position === null)
    return first.quantity === "1"
      ? title
      : `${title}, ${formatWhole(first.quantity)} units`;
  return fitted.length > 1
    ? `${title}, ${fitted.length} modules`
    : `${title} ${first.position + 1}`;
}

const titles: Readonly<Record<string, string | undefined>> = {
  HIGH_SLOTS: "high slot",
  MID_SLOTS: "mid slot",
  LOW_SLOTS: "low slot",
  RIGS: "rig slot",
  SUBSYSTEMS: "subsystem",
  SERVICES: "service slot",
  DRONE_BAY: "drone bay",
  FIGHTER_BAY: "fighters",
  IMPLANTS: "implant",
  BOOSTERS: "booster",
  CARGO: "cargo",
};

import type { SpaceKind } from "../../graphql/generated/graphql.ts";

const texts: Readonly<Record<SpaceKind, string>> = {
  HIGH: "High security",
  LOW: "Low security",
  NULL: "Null security",
  WORMHOLE: "Wormhole space",
  THERA: "Thera",
  DRIFTER: "Drifter wormhole",
  POCHVEN: "Pochven",
  ZARZAKH: "Zarzakh",
  ABYSS: "Abyssal deadspace",
  VOID: "The Void",
  HIDDEN: "Off the map",
  UNREACHABLE: "Jove space",
};

/** What kind of space a system lies in, in words; null until it is known. */
export function spaceText(system: {
  spaceKind: SpaceKind | null;
  wormholeClass: number | null;
}): string | null {
  const { spaceKind, wormholeClass } = system;
  if (spaceKind === null) return null;
  return wormholeClass === null
    ? texts[spaceKind]
    : `Wormhole space, C${wormholeClass}`;
}

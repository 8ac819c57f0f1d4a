import { firstFlag, flag, flagsByName } from "../flags.ts";

/** The inventory flag that a line such as "High Slots:" or "Fuel bay:" names, null for any other line. */
export function sectionTitle(text: string): number | null {
  const title = /^(?:[#=*_\s]*)(.+?)\s*(:?)[#=*_\s]*$/.exec(text);
  const words = title?.[1]?.toLowerCase().replace(/\s+/g, " ") ?? "";
  const isMarked = title?.[2] === ":";
  const slots =
    /^(lo|low|med|mid|medium|hi|high|rig|subsystem|sub system|service)(?:s|[ -]?(?:power )?slots?)?$/.exec(
      words,
    )?.[1];
  // "High Slots" is a title with or without colon, "Drones" only with one: it could be a name.
  if (slots !== undefined && (isMarked || words.endsWith("slots")))
    return slotFlags.get(slots) ?? null;
  if (!isMarked) return null;
  const number = /^flag (\d{1,4})$/.exec(words)?.[1];
  if (number !== undefined) return Number(number);
  return holdFlags.get(words) ?? flagsByName.get(words) ?? null;
}

const slotFlags: ReadonlyMap<string, number> = new Map([
  ["lo", firstFlag.LOW_SLOTS],
  ["low", firstFlag.LOW_SLOTS],
  ["med", firstFlag.MID_SLOTS],
  ["mid", firstFlag.MID_SLOTS],
  ["medium", firstFlag.MID_SLOTS],
  ["hi", firstFlag.HIGH_SLOTS],
  ["high", firstFlag.HIGH_SLOTS],
  ["rig", firstFlag.RIGS],
  ["subsystem", firstFlag.SUBSYSTEMS],
  ["sub system", firstFlag.SUBSYSTEMS],
  ["service", firstFlag.SERVICES],
]);

const holdFlags: ReadonlyMap<string, number> = new Map([
  ["drone", flag.droneBay],
  ["drones", flag.droneBay],
  ["fighters", flag.fighterBay],
  ["fighter tubes", flag.fighterBay],
  ["implants", flag.implant],
  ["boosters", flag.booster],
  ["cargo", flag.cargo],
  ["cargo bay", flag.cargo],
  ["cargohold", flag.cargo],
]);

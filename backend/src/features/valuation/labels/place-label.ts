import type { StaticFacts, SystemFacts } from "../../universe/index.ts";
import type { Label, LabelName } from "./label-names.ts";

const regions = {
  pochven: 10_000_070,
  zarzakh: 10_001_000,
  drifter: 11_000_033,
};

/** What kind of space it happened in. zKillboard's rule; it knows no label for Pochven, Zarzakh and the void, we do. Null where the static data lack the system. */
export function placeLabel(
  { solar_system_id: systemId }: { solar_system_id: number },
  facts: StaticFacts,
): Label | null {
  const system = facts.system(systemId);
  if (system === undefined) return null;
  const [name, because] = kindOf(system);
  return { name, reason: `${system.name} ${because}.` };
}

function kindOf({
  regionId,
  security,
}: SystemFacts): [name: LabelName, because: string] {
  const level = `has a true security of ${security.toFixed(2)}`;
  if (regionId === regions.pochven) return ["loc:pochven", "is in Pochven"];
  if (regionId === regions.zarzakh) return ["loc:zarzakh", "is Zarzakh's"];
  if (regionId === regions.drifter)
    return ["loc:drifter", "is a drifters' wormhole system"];
  if (regionId >= 14_000_000 && regionId < 15_000_000)
    return ["loc:void", "is in the void beyond the abyss"];
  if (regionId >= 12_000_000 && regionId < 13_000_000)
    return ["loc:abyssal", "is in abyssal space"];
  if (regionId >= 11_000_000 && regionId < 12_000_000)
    return ["loc:w-space", "is a wormhole system"];
  if (security >= 0.45) return ["loc:highsec", level];
  // zKillboard counts exactly 0 here.
  if (security >= 0) return ["loc:lowsec", level];
  return ["loc:nullsec", level];
}

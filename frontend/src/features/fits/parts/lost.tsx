import { formatWhole } from "../../../shared/format/number.ts";
import { Fates } from "../../../shared/ui/fates.tsx";

interface LostProps {
  dropped: number;
  destroyed: number;
  /** Of how many; a number is said only where some of them had another fate. */
  of: number;
}

/** What became of units that were on a lost ship; nothing for a fit that nobody lost. */
export function Lost({ dropped, destroyed, of }: LostProps) {
  const say = (units: number, fate: string): string | null => {
    if (units === 0) return null;
    return units === of ? fate : `${formatWhole(units)} ${fate}`;
  };
  return (
    <Fates
      dropped={say(dropped, "dropped")}
      destroyed={say(destroyed, "destroyed")}
    />
  );
}

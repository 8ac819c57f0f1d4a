import { IconGift, IconX } from "@tabler/icons-react";
import { formatWhole } from "../../../shared/format/number.ts";
import classes from "./fit-view.module.css";

interface LostProps {
  dropped: number;
  destroyed: number;
  /** Of how many; a number is said only where some of them had another fate. */
  of: number;
}

/** What became of units that were on a lost ship; nothing for a fit that nobody lost. */
export function Lost({ dropped, destroyed, of }: LostProps) {
  const say = (units: number, fate: string): string =>
    units === of ? fate : `${formatWhole(units)} ${fate}`;
  return (
    <div className={classes.fates}>
      {dropped > 0 ? (
        <span className={classes.dropped}>
          <IconGift size={14} aria-hidden />
          {say(dropped, "dropped")}
        </span>
      ) : null}
      {destroyed > 0 ? (
        <span className={classes.destroyed}>
          <IconX size={14} aria-hidden />
          {say(destroyed, "destroyed")}
        </span>
      ) : null}
    </div>
  );
}

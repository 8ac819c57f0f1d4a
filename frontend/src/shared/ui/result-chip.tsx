import { IconCrosshair, IconSkull } from "@tabler/icons-react";
import classes from "./result-chip.module.css";

/** "Kill" or "Loss", told apart by colour, word and icon. */
export function ResultChip({ isLoss }: { isLoss: boolean }) {
  const Icon = isLoss ? IconSkull : IconCrosshair;
  return (
    <span className={classes.chip} data-loss={isLoss || undefined}>
      <Icon size={14} stroke={2} aria-hidden />
      {isLoss ? "Loss" : "Kill"}
    </span>
  );
}

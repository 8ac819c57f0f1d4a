import { IconGift, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./fates.module.css";

interface FatesProps {
  /** What dropped, in words; null: nothing. */
  dropped: string | null;
  destroyed: string | null;
  /** What else is to be said of it. */
  children?: ReactNode;
}

/** What became of something on a lost ship. */
export function Fates({ dropped, destroyed, children }: FatesProps) {
  return (
    <div className={classes.fates}>
      {dropped === null ? null : (
        <span className={classes.dropped}>
          <IconGift size={14} aria-hidden />
          {dropped}
        </span>
      )}
      {destroyed === null ? null : (
        <span className={classes.destroyed}>
          <IconX size={14} aria-hidden />
          {destroyed}
        </span>
      )}
      {children}
    </div>
  );
}

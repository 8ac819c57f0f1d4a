import { IconFlask } from "@tabler/icons-react";
import classes from "./layout.module.css";

/** Says that nothing here is real. */
export function SimulatedBanner() {
  return (
    <aside className={classes.banner} aria-label="About this site">
      <IconFlask size={16} aria-hidden />
      <span>
        This is an invented New Eden for trying KillReport out. Log in as any
        pilot you like.
      </span>
    </aside>
  );
}

import { Link } from "react-router";
import classes from "./show-tabs.module.css";
import type { Show } from "./show.ts";

const TABS: { show: Show; text: string; to: string }[] = [
  { show: "all", text: "All", to: "?" },
  { show: "kills", text: "Kills", to: "?show=kills" },
  { show: "losses", text: "Losses", to: "?show=losses" },
];

/** All, kills or losses; links, so that each has an address. */
export function ShowTabs({ show }: { show: Show }) {
  return (
    <nav className={classes.tabs} aria-label="Which killmails">
      {TABS.map((tab) => (
        <Link
          key={tab.show}
          className={classes.tab}
          to={tab.to}
          aria-current={tab.show === show ? "page" : undefined}
        >
          {tab.text}
        </Link>
      ))}
    </nav>
  );
}

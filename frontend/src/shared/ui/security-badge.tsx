import { securityColours, securityText } from "../eve/security.ts";
import classes from "./security-badge.module.css";

/** Security status of a system in the game's colour. */
export function SecurityBadge({ security }: { security: number | null }) {
  if (security === null) return null;
  const { background, text } = securityColours(security);
  return (
    <span
      className={classes.badge}
      style={{ background, color: text }}
      title="Security status"
    >
      {securityText(security)}
    </span>
  );
}

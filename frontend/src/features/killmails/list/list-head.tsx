import classes from "./killmail-row.module.css";

/** Titles of the columns for the eye; every cell names itself to a screen reader. */
export function ListHead() {
  return (
    <div className={classes.head} aria-hidden>
      <span />
      <span>Ship</span>
      <span>Victim</span>
      <span>Final blow</span>
      <span>System</span>
      <span>Time, value, attackers</span>
    </div>
  );
}

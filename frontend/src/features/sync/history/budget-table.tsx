import { Text } from "@mantine/core";
import type { EsiBudgetRowFragment } from "../../../graphql/generated/graphql.ts";
import { graphql } from "../../../graphql/generated/index.ts";
import { formatWhole } from "../../../shared/format/number.ts";
import { RelativeTime } from "../../../shared/ui/eve-time.tsx";
import classes from "./rows.module.css";

graphql(`
  fragment EsiBudgetRow on EsiBudget {
    group
    tokensLeft
    tokensLimit
    windowMinutes
    reservedForImmediate
    pausedUntil
  }
`);

interface BudgetTableProps {
  /** In whose name EVE is asked. */
  name: string;
  budgets: readonly EsiBudgetRowFragment[];
}

/** What EVE still allows in a character's name, a line for each of its limits. */
export function BudgetTable({ name, budgets }: BudgetTableProps) {
  return (
    <table className={classes.table}>
      <caption className={classes.caption}>
        What EVE still allows in the name of {name}
      </caption>
      <thead>
        <tr>
          <th scope="col">For</th>
          <th scope="col" className={numbers}>
            Tokens left
          </th>
          <th scope="col" className={numbers}>
            Allowed
          </th>
          <th scope="col" className={numbers}>
            Kept for what is urgent
          </th>
        </tr>
      </thead>
      <tbody>
        {budgets.map((budget) => (
          <tr key={budget.group}>
            <td className={classes.words}>
              {purposes[budget.group] ?? budget.group}
              {budget.pausedUntil === null ? null : (
                <Text size="xs" c="dimmed">
                  EVE asked to wait: goes on{" "}
                  <RelativeTime time={budget.pausedUntil} />
                </Text>
              )}
            </td>
            <td className={numbers} data-label="left">
              {formatWhole(budget.tokensLeft)}
            </td>
            <td className={numbers} data-label="allowed">
              {formatWhole(budget.tokensLimit)} in{" "}
              {formatWhole(budget.windowMinutes)} min
            </td>
            <td className={numbers} data-label="kept">
              {formatWhole(budget.reservedForImmediate)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const numbers = `${classes.number} ${classes.when}`;

/** What each of ESI's rate-limit groups is used for here. */
const purposes: Partial<Record<string, string>> = {
  "char-killmail": "This character's killmails",
  "corp-killmail": "The corporation's killmails",
  "char-detail": "Roles in the corporation",
  fitting: "Saving fits in the game",
};

import { Text } from "@mantine/core";
import type { SyncCheckRowFragment } from "../../../graphql/generated/graphql.ts";
import { graphql } from "../../../graphql/generated/index.ts";
import { formatWhole } from "../../../shared/format/number.ts";
import { RelativeTime } from "../../../shared/ui/eve-time.tsx";
import { CheckResult } from "./check-result.tsx";
import classes from "./rows.module.css";

graphql(`
  fragment SyncCheckRow on SyncCheck {
    checkedAt
    result
    message
    found
    fresh
    tokens
    tries
  }
`);

interface CheckHistoryProps {
  /** Whose list was checked. */
  name: string;
  /** Newest first. */
  checks: readonly SyncCheckRowFragment[];
}

/** The last checks of a list: when, what came of it, what it cost. On a phone each is a block of its own. */
export function CheckHistory({ name, checks }: CheckHistoryProps) {
  if (checks.length === 0)
    return (
      <Text size="sm" c="dimmed" p="xs">
        No check has ended yet.
      </Text>
    );
  return (
    <table className={classes.table}>
      <caption className={classes.caption}>
        The last checks of {name}, newest first
      </caption>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Result</th>
          <th scope="col" className={classes.number}>
            Found
          </th>
          <th scope="col" className={classes.number}>
            New
          </th>
          <th scope="col" className={classes.number}>
            Tokens
          </th>
          <th scope="col">What happened</th>
        </tr>
      </thead>
      <tbody>
        {checks.map((check) => (
          <tr key={check.checkedAt}>
            <td className={classes.when}>
              <RelativeTime time={check.checkedAt} />
            </td>
            <td>
              <CheckResult result={check.result} />
            </td>
            <td className={classes.number} data-label="found">
              {formatWhole(check.found)}
            </td>
            <td className={classes.number} data-label="new">
              {formatWhole(check.fresh)}
            </td>
            <td
              className={classes.number}
              data-label={check.tokens === 1 ? "token" : "tokens"}
            >
              {formatWhole(check.tokens)}
            </td>
            <td className={classes.words}>
              {check.message}
              {check.tries > 1 ? (
                <Text span inherit c="dimmed">
                  {" "}
                  {formatWhole(check.tries)} tries so far.
                </Text>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

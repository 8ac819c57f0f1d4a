import { Badge, Text } from "@mantine/core";
import type { SyncGapRowFragment } from "../../../graphql/generated/graphql.ts";
import { graphql } from "../../../graphql/generated/index.ts";
import { formatWhole } from "../../../shared/format/number.ts";
import { RelativeTime } from "../../../shared/ui/eve-time.tsx";
import classes from "./rows.module.css";

graphql(`
  fragment SyncGapRow on SyncGap {
    killmailId
    state
    reason
    since
  }
`);

interface GapListProps {
  /** Whose list showed them. */
  name: string;
  /** The oldest first. */
  gaps: readonly SyncGapRowFragment[];
  /** How many there are in all. */
  count: number;
}

/** Listed killmails that are not here, each with since when and why. */
export function GapList({ name, gaps, count }: GapListProps) {
  return (
    <>
      <table className={classes.table}>
        <caption className={classes.caption}>
          Killmails that {name} lists and that are not here, the oldest first
        </caption>
        <thead>
          <tr>
            <th scope="col">Killmail</th>
            <th scope="col">State</th>
            <th scope="col">Listed since</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {gaps.map((gap) => (
            <tr key={`${gap.killmailId} ${gap.since} ${gap.reason ?? ""}`}>
              <td className={classes.when}>{gap.killmailId}</td>
              <td>
                <Badge
                  variant="light"
                  size="sm"
                  miw="max-content"
                  color={gap.state === "REJECTED" ? "red" : "cyan"}
                >
                  {gap.state === "REJECTED" ? "Rejected" : "Pending"}
                </Badge>
              </td>
              <td className={classes.when} data-lead="listed">
                <RelativeTime time={gap.since} />
              </td>
              <td className={classes.words}>
                {gap.reason ?? "Its body is still to be fetched from EVE."}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {count > gaps.length ? (
        <Text size="xs" c="dimmed" p="xs">
          The oldest {formatWhole(gaps.length)} of {formatWhole(count)}.
        </Text>
      ) : null}
    </>
  );
}

import { Text } from "@mantine/core";
import type { KillmailWorthFragment } from "../../graphql/generated/graphql.ts";
import { graphql } from "../../graphql/generated/index.ts";
import {
  formatCount,
  formatIsk,
  formatWhole,
} from "../../shared/format/number.ts";
import { Disclosure } from "../../shared/ui/disclosure.tsx";
import { Fact, Facts } from "../../shared/ui/facts.tsx";
import { Panel } from "../killmails/detail/panel.tsx";
import { differenceText } from "./difference-text.ts";
import classes from "./killmail-worth.module.css";
import { LabelBadges } from "./label-badges.tsx";
import { ValueExplanation } from "./value-explanation.tsx";

graphql(`
  fragment KillmailWorth on Killmail {
    id
    ...LabelBadges
    points
    value {
      total
      hull
      fitted
      destroyed
      dropped
      zkillboardTotal
      unpricedCount
      isRepriced
      insurance {
        none
        platinum
      }
    }
    zkillboard {
      totalValue
    }
  }
`);

/** What the mail is worth by this site's rules, its labels, and on request why. */
export function KillmailWorth({ mail }: { mail: KillmailWorthFragment }) {
  const { value, points } = mail;
  if (value === null)
    return (
      <Panel title="Value">
        <p className={`${classes.note} ${classes.alone}`}>
          This killmail is being valued.
        </p>
      </Panel>
    );
  const theirs = mail.zkillboard?.totalValue ?? null;
  return (
    <Panel
      title="Value"
      aside={`${value.unpricedCount > 0 ? "at least " : ""}${formatIsk(value.total)}`}
    >
      <div className={classes.body}>
        <Facts>
          <Fact term="Destroyed">{formatIsk(value.destroyed)}</Fact>
          <Fact term="Dropped">{formatIsk(value.dropped)}</Fact>
          <Fact term="Fitted">{formatIsk(value.fitted)}</Fact>
          <Fact term="Hull">{formatIsk(value.hull)}</Fact>
          {value.zkillboardTotal === value.total ? null : (
            <Fact term="By zKillboard's rules">
              {formatIsk(value.zkillboardTotal)}
            </Fact>
          )}
          {theirs === null ? null : (
            <Fact term="zKillboard's own">
              {formatIsk(theirs)}
              <Text size="xs" c="dimmed">
                {differenceText(value.total, theirs)}
              </Text>
            </Fact>
          )}
          {value.insurance === null ? null : (
            <Fact term="Insurance, estimated">
              {formatIsk(value.insurance.none)}
              <Text size="xs" c="dimmed">
                to {formatIsk(value.insurance.platinum)} (platinum)
              </Text>
            </Fact>
          )}
          {points === null ? null : (
            <Fact term="Points">{formatWhole(points)}</Fact>
          )}
        </Facts>
        {value.unpricedCount === 0 ? null : (
          <p className={classes.note}>
            No price is known for{" "}
            {formatCount(value.unpricedCount, "row", "rows")}: 0.01 ISK each.
          </p>
        )}
        <LabelBadges mail={mail} />
        <Disclosure label="Why?">
          {() => <ValueExplanation killmailId={mail.id} />}
        </Disclosure>
      </div>
    </Panel>
  );
}

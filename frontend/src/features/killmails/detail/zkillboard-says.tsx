import { Anchor, Badge, Group, Text } from "@mantine/core";
import type { ZkillboardSaysFragment } from "../../../graphql/generated/graphql.ts";
import { graphql } from "../../../graphql/generated/index.ts";
import { formatIsk, formatWhole } from "../../../shared/format/number.ts";
import { Panel } from "./panel.tsx";
import classes from "./zkillboard-says.module.css";

graphql(`
  fragment ZkillboardSays on Killmail {
    id
    zkillboard {
      totalValue
      droppedValue
      points
      labels
    }
  }
`);

/** zKillboard's own figures, by its prices and rules; nothing where it has said nothing. */
export function ZkillboardSays({ mail }: { mail: ZkillboardSaysFragment }) {
  if (mail.zkillboard === null) return null;
  const { totalValue, droppedValue, points, labels } = mail.zkillboard;
  const facts = [
    ["Value", totalValue === null ? null : formatIsk(totalValue)],
    ["Of it dropped", droppedValue === null ? null : formatIsk(droppedValue)],
    ["Points", points === null ? null : formatWhole(points)],
  ] as const;
  return (
    <Panel
      title="zKillboard says"
      aside={
        <Anchor
          href={`https://zkillboard.com/kill/${mail.id}/`}
          size="sm"
          rel="noreferrer"
        >
          zkillboard.com
        </Anchor>
      }
    >
      <div className={classes.body}>
        <dl className={classes.facts}>
          {facts.map(([term, text]) =>
            text === null ? null : (
              <div key={term}>
                <Text component="dt" size="xs" c="dimmed">
                  {term}
                </Text>
                <Text component="dd" m={0} size="sm">
                  {text}
                </Text>
              </div>
            ),
          )}
        </dl>
        <Group gap={6}>
          {labels.map((label) => (
            <Badge key={label} variant="default" tt="none" fw={500}>
              {label}
            </Badge>
          ))}
        </Group>
      </div>
    </Panel>
  );
}

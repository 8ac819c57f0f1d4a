import { Badge, Group } from "@mantine/core";
import type { LabelBadgesFragment } from "../../graphql/generated/graphql.ts";
import { graphql } from "../../graphql/generated/index.ts";

graphql(`
  fragment LabelBadges on Killmail {
    labels {
      name
      reason
    }
  }
`);

/** The mail's labels; each says why when it is pointed at. */
export function LabelBadges({ mail }: { mail: LabelBadgesFragment }) {
  if (mail.labels.length === 0) return null;
  return (
    <Group gap={6} role="list" aria-label="Labels">
      {mail.labels.map(({ name, reason }) => (
        <Badge
          key={name}
          role="listitem"
          variant={striking.has(name) ? "light" : "default"}
          color={striking.get(name) ?? "gray"}
          tt="none"
          fw={500}
          title={reason}
        >
          {name}
        </Badge>
      ))}
    </Group>
  );
}

/** What stands out, with its color. */
const striking = new Map([
  ["solo", "teal"],
  ["awox", "red"],
  ["ganked", "red"],
  ["capital", "violet"],
]);

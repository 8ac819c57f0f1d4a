import { Anchor, Badge, Group, Stack, Text, Title } from "@mantine/core";
import { Link } from "react-router";
import { type Label, labelOf, type Named } from "../../shared/eve/names.ts";
import { EveImage } from "../../shared/ui/eve-image.tsx";
import { Name } from "../../shared/ui/name.tsx";

type NamedGroup = Named & { ticker: string | null };

/** What is known of a character, corporation or alliance beside its name. */
export interface EntityFacts {
  ticker?: string | null;
  isDeleted: boolean;
  /** The oldest first. */
  formerNames: readonly string[];
  corporation?: NamedGroup | null;
  alliance?: NamedGroup | null;
}

interface EntityHeaderProps {
  kind: string;
  label: Label;
  pictureUrl: string;
  facts: EntityFacts;
}

/** Picture, name and ticker of a character, corporation or alliance, and where it is now. */
export function EntityHeader({
  kind,
  label,
  pictureUrl,
  facts,
}: EntityHeaderProps) {
  const { ticker, isDeleted, formerNames, corporation, alliance } = facts;
  return (
    <Group component="header" wrap="nowrap" gap="lg">
      <EveImage src={pictureUrl} size={96} />
      <Stack gap={2} miw={0}>
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {kind}
          </Text>
          {isDeleted ? (
            <Badge size="sm" color="gray" variant="light">
              {kind === "Character" ? "Deleted" : "Closed"}
            </Badge>
          ) : null}
        </Group>
        <Title order={1} size="h2" style={{ overflowWrap: "anywhere" }}>
          <Name label={label} />
          {ticker ? <Ticker text={ticker} /> : null}
        </Title>
        {corporation || alliance ? (
          <Text size="sm">
            {corporation ? (
              <GroupLink kind="Corporation" group={corporation} />
            ) : null}
            {corporation && alliance ? " · " : null}
            {alliance ? <GroupLink kind="Alliance" group={alliance} /> : null}
          </Text>
        ) : null}
        {formerNames.length > 0 ? (
          <Text size="sm" c="dimmed">
            Formerly{" "}
            {formerNames.map((name, place) => (
              <span key={name}>
                {place > 0 ? ", " : null}
                <bdi>{name}</bdi>
              </span>
            ))}
          </Text>
        ) : null}
      </Stack>
    </Group>
  );
}

function Ticker({ text }: { text: string }) {
  return (
    <Text span inherit c="dimmed" fw={400}>
      {" "}
      [<bdi>{text}</bdi>]
    </Text>
  );
}

function GroupLink({
  kind,
  group,
}: {
  kind: "Corporation" | "Alliance";
  group: NamedGroup;
}) {
  return (
    <Anchor component={Link} to={`/${kind.toLowerCase()}/${group.id}`} inherit>
      <Name label={labelOf(kind, group)} />
      {group.ticker ? <Ticker text={group.ticker} /> : null}
    </Anchor>
  );
}

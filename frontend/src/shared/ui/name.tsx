import { Anchor, Text } from "@mantine/core";
import { Link } from "react-router";
import type { Label, PartyLine } from "../eve/names.ts";

/** A name, kept apart from the direction of what is around it; muted and in italics while it is only a stand-in. */
export function Name({ label }: { label: Label }) {
  // A name written from right to left turns nothing around it.
  if (label.isKnown) return <bdi>{label.text}</bdi>;
  return (
    <Text
      span
      inherit
      c="dimmed"
      fs="italic"
      title="The name is being looked up"
    >
      {label.text}
    </Text>
  );
}

/** One line of a party, linked to its page where it has one. */
export function PartyName({ line }: { line: PartyLine }) {
  if (!line.link) return <Name label={line.label} />;
  return (
    <Anchor component={Link} to={`/${line.link.kind}/${line.link.id}`} inherit>
      <Name label={line.label} />
    </Anchor>
  );
}

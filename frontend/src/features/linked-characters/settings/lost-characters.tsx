import { Alert, Text } from "@mantine/core";
import { IconUserX } from "@tabler/icons-react";
import type { LostCharacterPartsFragment } from "../../../graphql/generated/graphql.ts";
import { graphql } from "../../../graphql/generated/index.ts";
import { labelOf } from "../../../shared/eve/names.ts";
import { RelativeTime } from "../../../shared/ui/eve-time.tsx";

graphql(`
  fragment LostCharacterParts on LostCharacter {
    id
    lostAt
    reason
    character {
      id
      name
    }
  }
`);

interface LostCharactersProps {
  lost: readonly LostCharacterPartsFragment[];
}

/** Characters that are not this account's any more: whoever bought them has them now. */
export function LostCharacters({ lost }: LostCharactersProps) {
  if (lost.length === 0) return null;
  return (
    <Alert
      variant="outline"
      color="gray"
      icon={<IconUserX size={18} />}
      title="No longer yours"
    >
      {lost.map((one) => (
        <Text key={one.id} size="sm">
          <strong>{labelOf("Character", one.character).text}</strong> (
          <RelativeTime time={one.lostAt} />
          ): {one.reason} What only its list showed is no longer shown to you.
        </Text>
      ))}
    </Alert>
  );
}

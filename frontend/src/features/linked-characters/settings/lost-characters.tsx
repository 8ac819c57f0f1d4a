import { Alert, Stack, Text } from "@mantine/core";
import { IconUnlink, IconUserX, type Icon } from "@tabler/icons-react";
import type { LostCharacterPartsFragment } from "../../../graphql/generated/graphql.ts";
import { graphql } from "../../../graphql/generated/index.ts";
import { labelOf } from "../../../shared/eve/names.ts";
import { RelativeTime } from "../../../shared/ui/eve-time.tsx";

graphql(`
  fragment LostCharacterParts on LostCharacter {
    id
    lostAt
    isUnlinked
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

/** Characters that are not linked to this account any more: unlinked by its pilot, or of another owner. */
export function LostCharacters({ lost }: LostCharactersProps) {
  return (
    <>
      <Group
        icon={IconUnlink}
        title="Unlinked"
        lost={lost.filter(({ isUnlinked }) => isUnlinked)}
      >
        {() =>
          "You unlinked it. Its access is deleted and nothing is read for it any more; what only its list showed is no longer shown to you. Log in with it to link it again."
        }
      </Group>
      <Group
        icon={IconUserX}
        title="No longer yours"
        lost={lost.filter(({ isUnlinked }) => !isUnlinked)}
      >
        {({ reason }) =>
          `${reason} What only its list showed is no longer shown to you.`
        }
      </Group>
    </>
  );
}

interface GroupProps extends LostCharactersProps {
  icon: Icon;
  title: string;
  children: (one: LostCharacterPartsFragment) => string;
}

function Group({ icon: Icon, title, lost, children }: GroupProps) {
  if (lost.length === 0) return null;
  return (
    <Alert
      variant="default"
      role="status"
      icon={<Icon size={18} />}
      title={title}
    >
      <Stack gap={6}>
        {lost.map((one) => (
          <Text key={one.id} size="sm">
            <strong>{labelOf("Character", one.character).text}</strong> (
            <RelativeTime time={one.lostAt} />
            ): {children(one)}
          </Text>
        ))}
      </Stack>
    </Alert>
  );
}

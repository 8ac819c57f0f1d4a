import { Group, Stack, Text, Title } from "@mantine/core";
import type { Label } from "../../shared/eve/names.ts";
import { EveImage } from "../../shared/ui/eve-image.tsx";
import { Name } from "../../shared/ui/name.tsx";

interface EntityHeaderProps {
  kind: string;
  label: Label;
  pictureUrl: string;
}

/** Picture and name of a character, corporation or alliance. */
export function EntityHeader({ kind, label, pictureUrl }: EntityHeaderProps) {
  return (
    <Group component="header" wrap="nowrap" gap="lg">
      <EveImage src={pictureUrl} size={96} />
      <Stack gap={2} miw={0}>
        <Text size="sm" c="dimmed">
          {kind}
        </Text>
        <Title order={1} size="h2" style={{ overflowWrap: "anywhere" }}>
          <Name label={label} />
        </Title>
      </Stack>
    </Group>
  );
}

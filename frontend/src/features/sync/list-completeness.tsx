import { Group, Text } from "@mantine/core";
import { IconCircleCheck, IconHourglass } from "@tabler/icons-react";

interface ListCompletenessProps {
  isComplete: boolean;
  sentence: string;
}

/** Whether all that a list holds is here, in a sentence. */
export function ListCompleteness({
  isComplete,
  sentence,
}: ListCompletenessProps) {
  return (
    <Group gap={6} wrap="nowrap" align="flex-start">
      <Text
        span
        c={isComplete ? "var(--kr-kill)" : "dimmed"}
        lh={0}
        pt={2}
        aria-hidden
      >
        {isComplete ? (
          <IconCircleCheck size={16} />
        ) : (
          <IconHourglass size={16} />
        )}
      </Text>
      <Text size="sm">{sentence}</Text>
    </Group>
  );
}

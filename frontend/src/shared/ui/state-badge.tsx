import { Badge } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";

export interface StateLook {
  text: string;
  color: string;
  icon: Icon;
}

/** In which state something is that goes on by itself: in words, never by its colour alone. */
export function StateBadge({ text, color, icon: StateIcon }: StateLook) {
  return (
    <Badge
      variant="light"
      color={color}
      leftSection={<StateIcon size={13} aria-hidden />}
    >
      {text}
    </Badge>
  );
}

import { ActionIcon, useMantineColorScheme } from "@mantine/core";
import { IconMoon, IconSun } from "@tabler/icons-react";

/** Switches between the dark and the light look; the browser remembers it. */
export function ColorSchemeToggle() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const isLight = colorScheme === "light";
  const Icon = isLight ? IconMoon : IconSun;
  const next = isLight ? "dark" : "light";
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={32}
      aria-label={`Switch to the ${next} look`}
      onClick={() => setColorScheme(next)}
    >
      <Icon size={18} stroke={1.7} />
    </ActionIcon>
  );
}

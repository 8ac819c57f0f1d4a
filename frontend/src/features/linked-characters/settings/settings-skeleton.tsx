import { Skeleton, Stack } from "@mantine/core";

/** In the place of characters that are being loaded. */
export function SettingsSkeleton() {
  return (
    <Stack gap="lg" role="status" aria-label="Loading your characters">
      <Skeleton h={{ base: 620, sm: 420 }} radius="md" />
      <Skeleton h={{ base: 620, sm: 420 }} radius="md" />
    </Stack>
  );
}

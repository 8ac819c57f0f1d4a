import { SimpleGrid, Skeleton, Stack } from "@mantine/core";

/** In the place of a killmail that is being loaded. */
export function KillmailSkeleton() {
  return (
    <Stack gap="lg" role="status" aria-label="Loading the killmail">
      <Skeleton h={{ base: 420, sm: 262 }} radius="md" />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Skeleton h={480} radius="md" />
        <Skeleton h={360} radius="md" />
      </SimpleGrid>
    </Stack>
  );
}

import { Group, Skeleton, Stack } from "@mantine/core";
import classes from "./killmail-list.module.css";

const ROWS = [78, 62, 85, 70, 58, 80, 66, 74];

/** Rows in the place of killmails that are being loaded. */
export function ListSkeleton() {
  return (
    <div className={classes.frame} role="status" aria-label="Loading killmails">
      {ROWS.map((width) => (
        <Group key={width} wrap="nowrap" px="md" py={10}>
          <Skeleton h={48} w={48} flex="none" />
          <Stack gap={8} flex={1}>
            <Skeleton h={12} w={`${width}%`} />
            <Skeleton h={10} w={`${width / 2}%`} />
          </Stack>
        </Group>
      ))}
    </div>
  );
}

import { Group, Progress, Stack, Text } from "@mantine/core";
import { formatWhole } from "../../shared/format/number.ts";
import { isSyncing, percentDone, type SyncNumbers } from "./sync-progress.ts";

interface SyncProgressBarProps {
  /** Whose list it is. */
  name: string;
  sync: SyncNumbers;
}

/** How far the listed mails are fetched: listed, stored, pending. */
export function SyncProgressBar({ name, sync }: SyncProgressBarProps) {
  const percent = percentDone(sync);
  const isRunning = isSyncing(sync);
  return (
    <Stack gap={6}>
      <Progress.Root size="sm">
        <Progress.Section
          value={percent ?? 100}
          animated={isRunning}
          striped={isRunning}
          color={
            isRunning ? "cyan" : sync.state === "STOPPED" ? "gray" : "teal"
          }
          aria-label={`Killmails of ${name} fetched`}
          aria-valuetext={percent === null ? "Waiting for the list" : undefined}
        />
      </Progress.Root>
      <Group gap="2px 12px">
        <Count label="listed" value={sync.listed} />
        <Count label="stored" value={sync.stored} />
        <Count label="pending" value={sync.pending} />
        {sync.rejected > 0 ? (
          <Count label="rejected" value={sync.rejected} />
        ) : null}
      </Group>
    </Stack>
  );
}

function Count({ label, value }: { label: string; value: number }) {
  return (
    <Text
      size="xs"
      c="dimmed"
      ff="text"
      style={{ fontVariantNumeric: "tabular-nums" }}
    >
      <Text span inherit fw={600} c="var(--mantine-color-text)">
        {formatWhole(value)}
      </Text>{" "}
      {label}
    </Text>
  );
}

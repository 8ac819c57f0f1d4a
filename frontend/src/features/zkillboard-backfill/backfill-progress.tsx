import { Group, Progress, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { BackfillPartsFragment } from "../../graphql/generated/graphql.ts";
import { formatCount, formatWhole } from "../../shared/format/number.ts";
import { monthText } from "./since-choices.ts";

const COLORS: Partial<Record<BackfillPartsFragment["state"], string>> = {
  QUEUED: "cyan",
  RUNNING: "cyan",
  PAUSED: "yellow",
  DONE: "teal",
  FAILED: "red",
};

interface BackfillProgressProps {
  name: string;
  backfill: BackfillPartsFragment;
}

/** How many months are read, and what they brought. */
export function BackfillProgress({ name, backfill }: BackfillProgressProps) {
  const { state, monthsDone, monthsTotal, currentMonth } = backfill;
  const isMoving = state === "RUNNING" || state === "QUEUED";
  const months = `${formatWhole(monthsDone)} of ${formatCount(monthsTotal, "month", "months")}`;
  return (
    <Stack gap={6}>
      <Progress.Root size="sm">
        <Progress.Section
          value={monthsTotal === 0 ? 0 : (100 * monthsDone) / monthsTotal}
          animated={isMoving}
          striped={isMoving}
          color={COLORS[state] ?? "gray"}
          aria-label={`zKillboard’s killmails of ${name} read`}
          aria-valuetext={months}
        />
      </Progress.Root>
      <Group gap="2px 12px">
        <Count>{months}</Count>
        <Count>{formatCount(backfill.found, "killmail", "killmails")}</Count>
        <Count>{formatWhole(backfill.fresh)} new</Count>
        {currentMonth === null ? null : (
          <Count>
            {isMoving ? "reading" : "stopped in"} {monthText(currentMonth)}
          </Count>
        )}
      </Group>
    </Stack>
  );
}

function Count({ children }: { children: ReactNode }) {
  return (
    <Text
      size="xs"
      c="dimmed"
      ff="text"
      style={{ fontVariantNumeric: "tabular-nums" }}
    >
      {children}
    </Text>
  );
}

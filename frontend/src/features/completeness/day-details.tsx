import { Paper, Stack, Text, Title } from "@mantine/core";
import type { CompletenessDayPartsFragment } from "../../graphql/generated/graphql.ts";
import { formatWhole } from "../../shared/format/number.ts";
import { RelativeTime } from "../../shared/ui/eve-time.tsx";
import { Fact, Facts } from "../../shared/ui/facts.tsx";
import { dayLevel, dayText, shareText } from "./day-level.ts";

interface DayDetailsProps {
  name: string;
  /** Undefined: never compared. */
  day: CompletenessDayPartsFragment | undefined;
}

/** One day: what each source has of it, what is here, and what is to be said of it. */
export function DayDetails({ name, day }: DayDetailsProps) {
  return (
    <Paper
      component="section"
      withBorder
      p={{ base: "md", sm: "lg" }}
      aria-label={name}
      aria-live="polite"
    >
      <Stack gap="sm">
        <Title order={2} size="h4">
          {name}
        </Title>
        {day === undefined ? (
          <Text size="sm" c="dimmed">
            This day has not been compared with any source yet.
          </Text>
        ) : (
          <Numbers name={name} day={day} />
        )}
      </Stack>
    </Paper>
  );
}

function Numbers({
  name,
  day,
}: {
  name: string;
  day: CompletenessDayPartsFragment;
}) {
  return (
    <>
      <Text size="sm">
        {dayLevel(day) === "unknown"
          ? "No source says how many killmails this day has."
          : `${dayText(name, day).slice(name.length + 2)} (${shareText(day)}).`.replace(
              /^./,
              (first) => first.toUpperCase(),
            )}
      </Text>
      {day.message === null ? null : <Text size="sm">{day.message}</Text>}
      <Facts>
        <Fact term="zKillboard has">{countText(day.zkillboard)}</Fact>
        <Fact term="EVE Ref has">{countText(day.everef)}</Fact>
        <Fact term="Here">{formatWhole(day.have)}</Fact>
        <Fact term="Missing">{formatWhole(day.missing)}</Fact>
        <Fact term="Refused by EVE">{formatWhole(day.rejected)}</Fact>
        <Fact term="No longer kept">{formatWhole(day.expired)}</Fact>
        <Fact term="Compared">
          <RelativeTime time={day.checkedAt} isFocusable />
        </Fact>
      </Facts>
    </>
  );
}

function countText(count: number | null): string {
  return count === null ? "No answer" : formatWhole(count);
}

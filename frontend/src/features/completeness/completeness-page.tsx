import { useQuery } from "@apollo/client/react";
import { Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconCalendarQuestion } from "@tabler/icons-react";
import { Link, useSearchParams } from "react-router";
import type { CompletenessYearsQuery } from "../../graphql/generated/graphql.ts";
import { formatCount, formatWhole } from "../../shared/format/number.ts";
import { ErrorNotice } from "../../shared/ui/error-notice.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { Page } from "../../shared/ui/page.tsx";
import { CompletenessCalendar } from "./completeness-calendar.tsx";
import classes from "./completeness-page.module.css";
import {
  COMPLETENESS_DAYS,
  COMPLETENESS_YEARS,
} from "./completeness-queries.ts";
import { DayDetails } from "./day-details.tsx";
import { shareText } from "./day-level.ts";

type Year = CompletenessYearsQuery["completenessYears"][number];

/** Which public killmails are here, day by day, and which are missing. */
export function CompletenessPage() {
  const { data, error, refetch } = useQuery(COMPLETENESS_YEARS, {
    fetchPolicy: "cache-and-network",
  });
  const [params] = useSearchParams();
  const years = data?.completenessYears;
  const wanted = Number(params.get("year") ?? params.get("day")?.slice(0, 4));
  const year = years?.find((one) => one.year === wanted) ?? years?.at(-1);
  return (
    <Page title="What we have">
      <Stack gap={4}>
        <Title order={1} size="h2">
          What we have
        </Title>
        <Text c="dimmed" size="sm">
          The public killmails that are here, compared every morning with what
          zKillboard and EVE Ref have. Private killmails are not counted.
        </Text>
      </Stack>
      {years && year ? (
        <>
          <YearTabs years={years} current={year.year} />
          <YearSum year={year} />
          <YearDays key={year.year} year={year.year} />
        </>
      ) : years ? (
        <Notice
          icon={<IconCalendarQuestion size={40} stroke={1.5} />}
          title="Nothing was compared yet"
        >
          The first comparison comes at 07:30 EVE time, when this site follows
          the live feed. Whoever runs it can start one at any time: npm run
          completeness.
        </Notice>
      ) : error ? (
        <ErrorNotice
          error={error}
          onRetry={() => void refetch().catch(() => undefined)}
        />
      ) : (
        <CalendarSkeleton />
      )}
    </Page>
  );
}

function YearTabs({
  years,
  current,
}: {
  years: readonly Year[];
  current: number;
}) {
  return (
    <nav className={classes.years} aria-label="Which year">
      {years.toReversed().map(({ year }) => (
        <Link
          key={year}
          className={classes.year}
          to={`?year=${year}`}
          preventScrollReset
          aria-current={year === current ? "page" : undefined}
        >
          {year}
        </Link>
      ))}
    </nav>
  );
}

function YearSum({ year }: { year: Year }) {
  const { have, missing, days } = year;
  return (
    <Text>
      {formatWhole(have)} of{" "}
      {formatCount(have + missing, "killmail", "killmails")} are here (
      {shareText(year)}), {formatWhole(missing)} missing, in{" "}
      {formatCount(days, "day", "days")}.
    </Text>
  );
}

function YearDays({ year }: { year: number }) {
  const [params, setParams] = useSearchParams();
  const { data, error, refetch } = useQuery(COMPLETENESS_DAYS, {
    variables: { from: `${year}-01-01`, to: `${year}-12-31` },
    fetchPolicy: "cache-and-network",
  });
  if (!data)
    return error ? (
      <ErrorNotice
        error={error}
        onRetry={() => void refetch().catch(() => undefined)}
      />
    ) : (
      <CalendarSkeleton />
    );
  const days = new Map(data.completeness.map((day) => [day.day, day]));
  const asked = params.get("day");
  const selected = asked?.startsWith(`${year}-`) === true ? asked : null;
  return (
    <>
      <CompletenessCalendar
        year={year}
        days={days}
        selected={selected}
        onSelect={(day) =>
          setParams({ day }, { replace: true, preventScrollReset: true })
        }
      />
      {selected === null ? (
        <Text size="sm" c="dimmed">
          Choose a day to see what each source says of it.
        </Text>
      ) : (
        <DayDetails name={selected} day={days.get(selected)} />
      )}
    </>
  );
}

function CalendarSkeleton() {
  return (
    <div role="status" aria-label="Loading the calendar">
      <Skeleton h={150} />
    </div>
  );
}

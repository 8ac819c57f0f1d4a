import { useMediaQuery } from "@mantine/hooks";
import { type CSSProperties, type KeyboardEvent, useRef } from "react";
import type { CompletenessDayPartsFragment } from "../../graphql/generated/graphql.ts";
import classes from "./completeness-calendar.module.css";
import { dayLevel, dayText, LEVELS } from "./day-level.ts";
import { daysOfYear, monthsOf } from "./year-calendar.ts";

const WEEKDAYS = ["M", "T", "W", "T", "F", "S", "S"];
/** On a phone the weeks from this one on stand beside those before. */
const SECOND_HALF = 26;

interface CompletenessCalendarProps {
  year: number;
  days: ReadonlyMap<string, CompletenessDayPartsFragment>;
  selected: string | null;
  onSelect: (day: string) => void;
}

/** Every day of a year as a field of its colour: weeks side by side on a desk, below each other in two halves on a phone. The arrow keys go from day to day. */
export function CompletenessCalendar({
  year,
  days,
  selected,
  onSelect,
}: CompletenessCalendarProps) {
  const calendar = daysOfYear(year);
  const fields = useRef<HTMLDivElement>(null);
  const isNarrow = useMediaQuery("(max-width: 62em)");
  // One stop of the tabulator for all of them.
  const stop = Math.max(
    0,
    calendar.findIndex(({ name }) => name === selected),
  );

  function move(event: KeyboardEvent, index: number): void {
    const [across, along] = isNarrow ? [1, 7] : [7, 1];
    const steps: Record<string, number> = {
      ArrowLeft: -across,
      ArrowRight: across,
      ArrowUp: -along,
      ArrowDown: along,
      Home: -index,
      End: calendar.length - 1 - index,
    };
    const step = steps[event.key];
    const to = calendar[index + (step ?? 0)];
    if (step === undefined || to === undefined) return;
    event.preventDefault();
    fields.current
      ?.querySelector<HTMLElement>(`[data-day="${to.name}"]`)
      ?.focus();
  }

  return (
    <div>
      <div
        ref={fields}
        role="group"
        aria-label={`Days of ${year}. Arrow keys go from day to day, Enter shows one.`}
        className={classes.calendar}
      >
        {monthsOf(calendar).map(({ name, week }) => (
          <span
            key={name}
            className={classes.month}
            style={place(week, 0)}
            aria-hidden
          >
            {name}
          </span>
        ))}
        {[0, SECOND_HALF].map((week) =>
          WEEKDAYS.map((name, weekday) => (
            <span
              key={`${week} ${weekday}`}
              className={`${classes.weekday ?? ""} ${week === 0 ? "" : (classes.half ?? "")}`}
              style={place(week, weekday)}
              aria-hidden
            >
              {name}
            </span>
          )),
        )}
        {calendar.map(({ name, week, weekday }, index) => {
          const day = days.get(name);
          const text = dayText(name, day);
          return (
            <button
              key={name}
              type="button"
              className={classes.day}
              style={place(week, weekday)}
              data-day={name}
              data-level={dayLevel(day)}
              data-has-message={day !== undefined && day.message !== null}
              aria-label={text}
              aria-pressed={name === selected}
              title={text}
              tabIndex={index === stop ? 0 : -1}
              onClick={() => onSelect(name)}
              onKeyDown={(event) => move(event, index)}
            />
          );
        })}
      </div>
      <ul className={classes.legend} aria-label="What the colours mean">
        {LEVELS.map(({ level, text }) => (
          <li key={level}>
            <span className={classes.sample} data-level={level} aria-hidden />
            {text}
          </li>
        ))}
        <li>
          <span
            className={classes.sample}
            data-level="complete"
            data-has-message
            aria-hidden
          />
          with a remark
        </li>
      </ul>
    </div>
  );
}

function place(week: number, weekday: number): CSSProperties {
  const half = week < SECOND_HALF ? 0 : 1;
  return {
    "--week": week,
    "--weekday": weekday,
    "--half": half,
  } as CSSProperties;
}

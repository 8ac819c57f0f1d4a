import type { Builder } from "./builder.ts";
import { badUserInput } from "./errors.ts";

export function addScalars(builder: Builder): void {
  builder.scalarType("DateTime", {
    description: "RFC 3339 date and time, UTC.",
    serialize: (value) => value.toISOString(),
    parseValue: (value) => {
      const time = new Date(typeof value === "string" ? value : Number.NaN);
      if (Number.isNaN(time.getTime()))
        throw badUserInput("A DateTime is an RFC 3339 text.");
      return time;
    },
  });
  builder.scalarType("JSON", {
    description: "Any JSON value.",
    serialize: (value) => value,
    parseValue: (value) => value,
  });
}

/** One figure of a bench. */
export interface Metric {
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
}

/** A table's line: small figures with their fractions, large ones without. */
export function metricLine({ metric, value, unit }: Metric): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const text = Number.isInteger(value)
    ? value.toLocaleString("en")
    : value.toLocaleString("en", {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      });
  return `${metric.padEnd(46)}${text.padStart(14)} ${unit}`;
}

export interface Metric {
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  /** The most that passes. */
  readonly limit?: number;
}

export function isOver({ value, limit }: Metric): boolean {
  return limit !== undefined && value > limit;
}

export function metricLine(metric: Metric): string {
  const { value, unit, limit } = metric;
  const figure = Number.isInteger(value) ? String(value) : value.toFixed(4);
  const verdict = limit === undefined ? "" : isOver(metric) ? "TOO MUCH" : "ok";
  return `${metric.metric.padEnd(30)}${figure.padStart(8)} ${unit.padEnd(10)}${verdict}`.trimEnd();
}

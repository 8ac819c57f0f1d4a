import { writeFile } from "node:fs/promises";

/** One measured number. */
export interface Figure {
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  /** The least, or the most, that is good enough; absent where a figure is only told. */
  readonly least?: number;
  readonly most?: number;
}

/** Prints the figures as a table and, with a file, writes them there as JSON: rows of metric, value and unit. */
export async function reportFigures(
  figures: readonly Figure[],
  file?: string,
): Promise<void> {
  const width = Math.max(...figures.map(({ metric }) => metric.length)) + 2;
  console.log("");
  for (const figure of figures)
    console.log(
      `${figure.metric.padEnd(width)}${rounded(figure.value).padStart(10)} ${figure.unit.padEnd(10)}${verdict(figure)}`.trimEnd(),
    );
  if (file === undefined) return;
  const rows = figures.map(({ metric, value, unit }) => ({
    metric,
    value,
    unit,
  }));
  await writeFile(file, `${JSON.stringify(rows, null, 2)}\n`);
}

/** The value in the middle; of an even number of them the upper one. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** The value that a share (0 to 1) of them does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

function verdict({ value, least, most }: Figure): string {
  if (least !== undefined)
    return `${value >= least ? "ok" : "MISSED"} (at least ${least})`;
  if (most !== undefined)
    return `${value <= most ? "ok" : "MISSED"} (at most ${most})`;
  return "";
}

function rounded(value: number): string {
  return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2);
}

import { writeFile } from "node:fs/promises";
import { isOver, type Metric, metricLine } from "./metric.ts";
import { say } from "./say.ts";

/** Ends a command of its own: prints the metrics, writes them to `file` as rows of metric, value and unit, and exits 1 when one is over its limit. */
export async function reportMetrics(
  metrics: readonly Metric[],
  file?: string,
): Promise<void> {
  say("");
  for (const metric of metrics) say(metricLine(metric));
  if (file !== undefined)
    await writeFile(
      file,
      JSON.stringify(
        metrics.map(({ metric, value, unit }) => ({ metric, value, unit })),
      ),
    );
  if (metrics.some(isOver)) process.exitCode = 1;
}

export { createMetrics, type Metrics } from "./create-metrics.ts";
export type { MetricSource, Reading } from "./metric-source.ts";

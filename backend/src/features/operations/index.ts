export { createOperations, type Operations } from "./operations.ts";
export { orderMetrics, queueMetrics } from "./queue-metrics.ts";

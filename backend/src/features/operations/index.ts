export { createEsiBudgets, type EsiBudgets } from "./esi-budgets.ts";
export { createOperations, type Operations } from "./operations.ts";
export { orderMetrics, queueMetrics } from "./queue-metrics.ts";

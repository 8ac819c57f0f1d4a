import type { MetricSource } from "../metrics/index.ts";
import type { Database } from "./create-database.ts";

const connections = "killreport_database_pool_connections";
const waiting = "killreport_database_pool_waiting";

/** This process's connections to PostgreSQL. */
export function poolMetrics({ pool }: Pick<Database, "pool">): MetricSource {
  return {
    name: "database",
    metrics: [
      {
        name: connections,
        help: "Connections to PostgreSQL this process holds open",
        labels: ["state"],
      },
      {
        name: waiting,
        help: "Statements of this process that wait for a connection",
      },
    ],
    read: () =>
      Promise.resolve([
        {
          name: connections,
          labels: { state: "busy" },
          value: pool.totalCount - pool.idleCount,
        },
        {
          name: connections,
          labels: { state: "idle" },
          value: pool.idleCount,
        },
        { name: waiting, value: pool.waitingCount },
      ]),
  };
}

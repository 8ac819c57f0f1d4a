import type { Clock } from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import type { MetricSource, Reading } from "../../platform/metrics/index.ts";
import { type Backlog, readBacklog } from "../../platform/queue/index.ts";
import type { Operations } from "./operations.ts";

const names = {
  messages: "killreport_queue_messages",
  consumers: "killreport_queue_consumers",
  orders: "killreport_orders",
  dueAge: "killreport_orders_oldest_due_seconds",
  dead: "killreport_dead_letters",
} as const;

/** What the queue driver counts. */
export function queueMetrics({
  workerStatus,
}: Pick<Operations, "workerStatus">): MetricSource {
  const labels = ["queue"];
  return {
    name: "queue",
    metrics: [
      {
        name: names.messages,
        help: "Messages ready for a consumer",
        labels,
      },
      {
        name: names.consumers,
        help: "Consumers listening; 0: its worker does not run",
        labels,
      },
    ],
    read: async () =>
      (await workerStatus()).flatMap(
        ({ queueName: queue, messageCount, consumerCount }) => [
          { name: names.messages, labels: { queue }, value: messageCount },
          { name: names.consumers, labels: { queue }, value: consumerCount },
        ],
      ),
  };
}

/** What the outbox holds, which is what there is to do, whatever the queue remembers of it. */
export function orderMetrics(deps: {
  database: Pick<Database, "pool">;
  clock: Clock;
  tasks: readonly string[];
}): MetricSource {
  const { database, clock, tasks } = deps;
  return {
    name: "orders",
    metrics: [
      {
        name: names.orders,
        help: "Orders not done yet: later (not due), due (still to be handed to the queue), queued, running",
        labels: ["task", "state"],
      },
      {
        name: names.dueAge,
        help: "For how long the oldest order that is due has been waiting for somebody to work on it; 0 when none is",
        labels: ["task"],
      },
      {
        name: names.dead,
        help: "Orders that failed for good and wait for somebody to decide",
        labels: ["task"],
      },
    ],
    async read() {
      const now = clock.now();
      const backlogs = await readBacklog(database.pool, now);
      return tasks.flatMap((task) =>
        readingsOf(
          backlogs.find((one) => one.task === task) ?? nothing(task),
          now,
        ),
      );
    },
  };
}

function nothing(task: string): Backlog {
  const none = { later: 0, due: 0, relayed: 0, claimed: 0, dead: 0 };
  return { task, ...none, dueSince: null };
}

function readingsOf(
  { task, later, due, relayed, claimed, dead, dueSince }: Backlog,
  now: Date,
): Reading[] {
  const states = { later, due, queued: relayed, running: claimed };
  const ageMs = dueSince === null ? 0 : now.getTime() - dueSince.getTime();
  return [
    ...Object.entries(states).map(([state, value]) => ({
      name: names.orders,
      labels: { task, state },
      value,
    })),
    { name: names.dueAge, labels: { task }, value: ageMs / 1000 },
    { name: names.dead, labels: { task }, value: dead },
  ];
}

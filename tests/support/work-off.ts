import {
  type Clock,
  priorityOfRank,
  silentLogger,
  type TaskImplementation,
} from "../../backend/src/kernel/index.ts";
import type { Database } from "../../backend/src/platform/database/index.ts";

/**
 * Does the work of a queue without one: runs the handler of every order that is due, twice each, until none is left, and
 * returns the names of the tasks it ran. What a handler throws goes on to the caller, its order stays.
 */
export async function workOff(
  { prisma }: Database,
  clock: Clock,
  implementations: readonly TaskImplementation[],
  /** Leaves all other orders where they are. */
  only?: readonly string[],
): Promise<string[]> {
  const done: string[] = [];
  for (;;) {
    const order = await prisma.outbox.findFirst({
      where: {
        dueAt: { lte: clock.now() },
        claimedBy: null,
        ...(only && { task: { in: [...only] } }),
      },
      orderBy: [{ priority: "asc" }, { id: "asc" }],
    });
    if (order === null) return done;
    const { handler, contract } =
      implementations.find(({ contract: { name } }) => name === order.task) ??
      unknownTask(order.task);
    const { id } = order;
    // Like a consumer: an order in work is none that waits.
    await prisma.outbox.update({ where: { id }, data: { claimedBy: 1 } });
    const context = {
      taskId: String(id),
      attempt: 1,
      priority: priorityOfRank(order.priority),
      log: silentLogger,
    };
    const payload = contract.payload.parse(order.payload);
    try {
      await handler(payload, context);
      await handler(payload, context);
    } catch (error) {
      await prisma.outbox.update({ where: { id }, data: { claimedBy: null } });
      throw error;
    }
    await prisma.outbox.delete({ where: { id } });
    done.push(order.task);
  }
}

function unknownTask(name: string): never {
  throw new Error(`No handler for ${name}`);
}

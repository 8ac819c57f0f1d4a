import type { Prisma, PrismaClient } from "./generated/client.ts";
import { isBrokenConnection } from "./is-broken-connection.ts";
import { isConflict } from "./is-conflict.ts";

const attempts = 5;

/** `Database.transaction`, over whatever connection. */
export async function runTransaction<T>(
  prisma: PrismaClient,
  work: (tx: Prisma.TransactionClient) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    let isWorkDone = false as boolean;
    try {
      return await prisma.$transaction(
        async (tx) => {
          const result = await work(tx);
          isWorkDone = true;
          return result;
        },
        { timeout: 60_000, maxWait: 30_000 },
      );
    } catch (error) {
      if (attempt === attempts) throw error;
      if (isConflict(error)) await pause(Math.random() * 20 * 2 ** attempt);
      // Three seconds in all: as long as a PostgreSQL that restarts is usually away.
      else if (!isWorkDone && isBrokenConnection(error))
        await pause(100 * 2 ** attempt);
      else throw error;
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

import type { Database } from "@killreport/backend/platform/database/index.ts";

export interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

/** What went to the database while `work` ran. */
export interface StatementLog {
  of(work: () => Promise<void>): Promise<Statement[]>;
}

/** Listens to every connection the pool opens from now on: Prisma's statements go through it as well. */
export function createStatementLog({
  pool,
}: Pick<Database, "pool">): StatementLog {
  let heard: Statement[] | null = null;
  pool.on("connect", (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    const listening = (...args: unknown[]): unknown => {
      const [config, values] = args;
      if (typeof config === "string")
        heard?.push({
          text: config,
          values: Array.isArray(values) ? (values as unknown[]) : [],
        });
      else {
        const { text, values: own } = config as Partial<Statement>;
        // Prisma gives the values beside the statement, or in it.
        const given = own ?? (Array.isArray(values) ? values : []);
        if (text !== undefined)
          heard?.push({ text, values: given as unknown[] });
      }
      return query(...args);
    };
    Object.assign(client, { query: listening });
  });
  return {
    async of(work) {
      const own: Statement[] = [];
      heard = own;
      try {
        await work();
      } finally {
        heard = null;
      }
      return own;
    },
  };
}

/** Of these statements: each is one by itself, but for those between BEGIN and its end. For work that does one thing after the other. */
export function countTransactions(statements: readonly Statement[]): number {
  let count = 0;
  let isOpen = false;
  for (const { text } of statements) {
    if (!isOpen) count++;
    if (/^BEGIN/i.test(text)) isOpen = true;
    if (/^(COMMIT|ROLLBACK)/i.test(text)) isOpen = false;
  }
  return count;
}

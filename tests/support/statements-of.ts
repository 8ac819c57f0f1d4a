import pg from "pg";
import { vi } from "vitest";

/** What goes to the database while `work` runs, by whatever connection of this process, each statement on one line and without its quotes. */
export async function statementsOf(
  work: () => Promise<void>,
): Promise<string[]> {
  const spy = vi.spyOn(pg.Client.prototype, "query");
  try {
    await work();
    return spy.mock.calls.map((call: unknown[]) => {
      const [query] = call as [string | { text: string }];
      const text = typeof query === "string" ? query : query.text;
      return text.replaceAll(/\s+/g, " ").replaceAll('"', "").trim();
    });
  } finally {
    spy.mockRestore();
  }
}

/** The first three words of each statement in the one transaction among these; throws unless there is just one. */
export function insideTransaction(statements: readonly string[]): string[] {
  if (statements.filter((text) => text === "BEGIN").length !== 1)
    throw new Error(`Not one transaction: ${statements.join("; ")}`);
  return statements
    .slice(statements.indexOf("BEGIN") + 1, statements.indexOf("COMMIT"))
    .map((text) => text.split(" ").slice(0, 3).join(" "));
}

import { RejectedError } from "../../../kernel/index.ts";
import { isDiskFull } from "../../../platform/database/index.ts";

/** Says so when it was the database's disk that an import ended at: whoever reads "could not extend file" does not know that nothing is lost. */
export async function explainFullDisk<Result>(
  work: Promise<Result>,
): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    throw new RejectedError(
      "DATABASE_FULL",
      "The database's disk is full: no more killmails can be stored. Make room where PostgreSQL has its files, then start again: what was stored stays, and the rest follows.",
      { cause: error },
    );
  }
}

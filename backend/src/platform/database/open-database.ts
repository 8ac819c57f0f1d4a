import { createDatabase, type Database } from "./create-database.ts";
import { openEmbeddedPostgres } from "./embedded/open-embedded-postgres.ts";
import { migrateDatabase } from "./migrate-database.ts";

/** The database of this process, migrated: the one configured, or the embedded one of the data folder, which is started when no process runs it. */
export async function openDatabase(options: {
  databaseUrl: string | null;
  dataDir: string;
  poolSize?: number;
}): Promise<Database> {
  const embedded =
    options.databaseUrl === null ? await openEmbeddedPostgres(options) : null;
  const url = options.databaseUrl ?? embedded?.url ?? "";
  try {
    await migrateDatabase(url);
  } catch (error) {
    await embedded?.close();
    throw error;
  }
  const database = createDatabase(url, options);
  return {
    ...database,
    async close() {
      await database.close();
      await embedded?.close();
    },
  };
}

import { loadConfig } from "@killreport/backend/platform/config/index.ts";
import {
  migrateDatabase,
  openEmbeddedPostgres,
} from "@killreport/backend/platform/database/index.ts";
import { explain } from "@killreport/backend/platform/log/index.ts";

const usage = `Usage: npm run migrate

Brings the database to the schema of this version. Every process does so when it starts; this does it beforehand.
Exit code 1: it could not be done; the reason is printed.`;

if (process.argv.includes("--help")) console.log(usage);
else
  await migrate().catch((error: unknown) => {
    console.error(explain(error));
    process.exitCode = 1;
  });

async function migrate(): Promise<void> {
  const config = loadConfig(undefined, { sections: ["database"] });
  const embedded =
    config.databaseUrl === null ? await openEmbeddedPostgres(config) : null;
  try {
    const { applied } = await migrateDatabase(
      config.databaseUrl ?? embedded?.url ?? "",
    );
    console.log(
      applied.length === 0
        ? "The database is up to date."
        : `Applied: ${applied.join(", ")}`,
    );
  } finally {
    await embedded?.close();
  }
}

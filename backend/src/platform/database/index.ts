export {
  createDatabase,
  type Database,
  type Db,
  type Transaction,
} from "./create-database.ts";
export { type DatabaseClock, startDatabaseClock } from "./database-clock.ts";
export {
  type CopyConnection,
  openCopyConnection,
} from "./copy/copy-connection.ts";
export type { CopyRows } from "./copy/copy-rows.ts";
export {
  type ExclusiveConnection,
  runExclusively,
} from "./copy/run-exclusively.ts";
export { isProcessAlive } from "./embedded/is-process-alive.ts";
export { isBrokenConnection } from "./is-broken-connection.ts";
export { isDiskFull } from "./is-disk-full.ts";
export { migrateDatabase } from "./migrate-database.ts";
export {
  openEmbeddedPostgres,
  type EmbeddedPostgres,
} from "./embedded/open-embedded-postgres.ts";
export { openDatabase } from "./open-database.ts";
export { poolMetrics } from "./pool-metrics.ts";
export { sqlJson } from "./sql-json.ts";
export { Prisma, type PrismaClient } from "./generated/client.ts";
export { surviveBrokenConnections } from "./survive-broken-connections.ts";
export { whyNotNow } from "./why-not-now.ts";

import { defineConfig } from "prisma/config";

// `prisma generate` would download a schema engine it does not use; any existing file keeps it from doing so.
process.env["PRISMA_SCHEMA_ENGINE_BINARY"] ??= process.execPath;

export default defineConfig({
  schema: "prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env["DATABASE_URL"] ?? "" },
});

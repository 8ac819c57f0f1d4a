import { join } from "node:path";
import type { Config } from "@killreport/backend/platform/config/index.ts";

/** What runs here and where, for whoever has just typed `npm start`. */
export function describeSite(config: Config): string {
  const rows = [
    [
      "Database",
      config.databaseUrl === null
        ? `embedded PostgreSQL in ${join(config.dataDir, "postgres")} (DATABASE_URL is not set)`
        : `PostgreSQL at ${new URL(config.databaseUrl).host}`,
    ],
    [
      "Queue",
      config.rabbitmqUrl === null
        ? "in PostgreSQL (RABBITMQ_URL is not set)"
        : `RabbitMQ at ${new URL(config.rabbitmqUrl).host}`,
    ],
    [
      "Pub/sub",
      config.redisUrl === null
        ? "through PostgreSQL (REDIS_URL is not set)"
        : `Redis at ${new URL(config.redisUrl).host}`,
    ],
    [
      "EVE",
      config.isSimulated
        ? `the simulator at http://localhost:${config.simulator.port} (EVE_CLIENT_ID is not set)`
        : `${new URL(config.esiUrl).host}, login at ${new URL(config.sso.url).host}`,
    ],
  ];
  const address = `http://localhost:${config.port}`;
  const elsewhere =
    config.publicUrl === address ? "" : ` (public: ${config.publicUrl})`;
  return [
    "",
    "KillReport is running.",
    ...rows.map(([name, text]) => `  ${(name ?? "").padEnd(9)} ${text ?? ""}`),
    "",
    `Open ${address}${elsewhere}. Stop with Ctrl+C.`,
    "",
  ].join("\n");
}

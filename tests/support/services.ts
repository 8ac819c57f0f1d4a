import { inject } from "vitest";
import { isListening } from "./is-listening.ts";

/** The real services found, each with an address; null when nobody answers there. */
export interface Services {
  postgres: string | null;
  rabbitmq: string | null;
  redis: string | null;
}

const places = {
  postgres: {
    title: "PostgreSQL",
    variable: "TEST_DATABASE_URL",
    usual: "postgresql://postgres:postgres@127.0.0.1:5432/postgres",
  },
  rabbitmq: {
    title: "RabbitMQ",
    variable: "TEST_RABBITMQ_URL",
    usual: "amqp://guest:guest@127.0.0.1:5672",
  },
  redis: {
    title: "Redis",
    variable: "TEST_REDIS_URL",
    usual: "redis://127.0.0.1:6379",
  },
} as const;

/** The address of a real service, for `describe.skipIf(service("rabbitmq") === null)`. */
export function service(name: keyof Services): string | null {
  return inject("services")[name];
}

/** Looks for the services, and says which suites will not run. Where CI is set, every one has to be there. */
export async function findServices(): Promise<Services> {
  const services: Services = { postgres: null, rabbitmq: null, redis: null };
  const missing: string[] = [];
  for (const name of Object.keys(places) as (keyof Services)[]) {
    const { title, variable, usual } = places[name];
    const url = process.env[variable] ?? usual;
    if (await answers(url)) services[name] = url;
    else
      missing.push(
        `${title}: nothing listens at ${new URL(url).host} (${variable} names another place)`,
      );
  }
  if (missing.length > 0) {
    const list = missing.map((line) => `  ${line}`).join("\n");
    if (process.env["CI"])
      throw new Error(`CI runs every suite, but these are missing:\n${list}`);
    process.stdout.write(
      `Suites against real services skipped, since they are not here:\n${list}\n`,
    );
  }
  return services;
}

function answers(url: string): Promise<boolean> {
  const { hostname, port, protocol } = new URL(url);
  const usualPort = { "amqp:": 5672, "redis:": 6379 }[protocol] ?? 5432;
  return isListening(Number(port || usualPort), hostname);
}

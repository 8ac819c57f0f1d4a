import { startPrivatePostgres } from "../support/private-postgres.ts";
import {
  canRunRabbitMq,
  startPrivateRabbitMq,
} from "../support/private-rabbitmq.ts";
import { startPrivateRedis } from "../support/private-redis.ts";
import type { PrivateServer } from "../support/private-server.ts";
import { isProgramHere } from "../support/is-program-here.ts";
import { proxyUrl, type TcpProxy } from "../support/tcp-proxy.ts";

export interface TortureService {
  readonly name: "PostgreSQL" | "RabbitMQ" | "Redis";
  readonly server: PrivateServer;
  /** Between the site and the server. */
  readonly proxy: TcpProxy;
  /** The server behind the proxy. */
  readonly proxiedUrl: string;
}

export interface TortureServices {
  readonly postgres: TortureService;
  /** Null where the program is not installed: the embedded driver is used. */
  readonly rabbitmq: TortureService | null;
  readonly redis: TortureService | null;
  all(): TortureService[];
  close(): Promise<void>;
}

/** Servers of the run's own, each behind a line that can be cut. */
export async function openTortureServices(): Promise<TortureServices> {
  const closing: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end();
  };

  async function open(
    name: TortureService["name"],
    start: () => Promise<PrivateServer>,
  ): Promise<TortureService> {
    const server = await start();
    closing.push(() => server.stop());
    const { url: proxiedUrl, proxy } = await proxyUrl(server.url);
    closing.push(() => proxy.close());
    return { name, server, proxy, proxiedUrl };
  }

  try {
    const postgres = await open("PostgreSQL", startPrivatePostgres);
    const rabbitmq = canRunRabbitMq()
      ? await open("RabbitMQ", startPrivateRabbitMq)
      : null;
    const redis = isProgramHere("redis-server")
      ? await open("Redis", startPrivateRedis)
      : null;
    return {
      postgres,
      rabbitmq,
      redis,
      all: () => [postgres, rabbitmq, redis].filter((one) => one !== null),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

import { query } from "../../support/test-server.ts";
import type { TortureService, TortureServices } from "../torture-services.ts";
import type { Wrong } from "./wrong.ts";

/** Connections that break, and servers that end and come back: PostgreSQL after a crash, Redis without its data, RabbitMQ with its queues or with nothing. */
export function serviceWrongs(services: TortureServices): Wrong[] {
  const away = new Set<TortureService>();

  const cut = (service: TortureService): Wrong => ({
    name: `${service.name} connections cut`,
    weight: 6,
    happen: () => service.proxy.cut(),
  });

  const restart = (
    service: TortureService,
    weight: number,
    options?: { forgets: boolean },
  ): Wrong => ({
    name: `${service.name} ${options?.forgets === true ? "replaced" : "restarted"}`,
    weight,
    isPossible: () => !away.has(service),
    async happen() {
      away.add(service);
      await service.server.restart(options);
      away.delete(service);
    },
  });

  const { postgres, rabbitmq, redis } = services;
  return [
    ...services.all().map(cut),
    restart(postgres, 3),
    ...(redis === null ? [] : [restart(redis, 4)]),
    ...(rabbitmq === null
      ? []
      : [restart(rabbitmq, 2), restart(rabbitmq, 2, { forgets: true })]),
    {
      name: "PostgreSQL ends its sessions",
      weight: 4,
      isPossible: () => !away.has(postgres),
      happen: () =>
        query(
          postgres.server.url,
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
        ),
    },
  ];
}

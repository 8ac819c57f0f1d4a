import { connect, createServer, type Server, type Socket } from "node:net";

export interface TcpProxy {
  readonly port: number;
  /** Breaks every connection that stands; new ones are let through. */
  cut(): void;
  /** Breaks every connection and refuses new ones until `restore`. */
  block(): void;
  restore(): void;
  /** How many connections stand. */
  connections(): number;
  close(): Promise<void>;
}

/** A line between a client and a server that a test can cut, without touching a server that others use. */
async function startTcpProxy(target: {
  host: string;
  port: number;
}): Promise<TcpProxy> {
  const pairs = new Set<[Socket, Socket]>();
  let isBlocked = false;

  const server = createServer((near) => {
    if (isBlocked) {
      near.destroy();
      return;
    }
    const far = connect(target.port, target.host);
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of pair) {
      socket.setNoDelay(true);
      socket.on("error", end);
      socket.on("close", end);
    }
    near.pipe(far).pipe(near);
  });

  const cut = () => {
    for (const [near, far] of pairs) {
      near.destroy();
      far.destroy();
    }
    pairs.clear();
  };

  return {
    port: await listen(server),
    cut,
    block() {
      isBlocked = true;
      cut();
    },
    restore() {
      isBlocked = false;
    },
    connections: () => pairs.size,
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The same address with the proxy in place of the server. */
export async function proxyUrl(
  url: string,
): Promise<{ url: string; proxy: TcpProxy }> {
  const address = new URL(url);
  const defaults: Record<string, number> = {
    "postgresql:": 5432,
    "postgres:": 5432,
    "amqp:": 5672,
    "redis:": 6379,
  };
  const port = Number(address.port) || (defaults[address.protocol] ?? 0);
  const proxy = await startTcpProxy({ host: address.hostname, port });
  // Not URL.host: it ignores changes of schemes it does not know.
  const proxied = url.replace(
    /\/\/([^@/]*@)?[^/?]*/,
    (_, login: string | undefined) => `//${login ?? ""}127.0.0.1:${proxy.port}`,
  );
  return { url: proxied, proxy };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string")
        reject(new Error("The proxy has no port"));
      else resolve(address.port);
    });
  });
}

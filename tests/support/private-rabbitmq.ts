import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.ts";
import { isListening } from "./is-listening.ts";
import { isProgramHere } from "./is-program-here.ts";
import type { PrivateServer } from "./private-server.ts";
import { until } from "./until.ts";

/** Debian's program on the path insists on being the system's own broker; the one it calls does not. */
const debianServer = "/usr/lib/rabbitmq/bin/rabbitmq-server";
/** Erlang takes its time, more so beside other tests. */
const startPatienceMs = 120_000;

/** Whether this machine can run a broker of a test's own; says so when it can not. */
export function canRunRabbitMq(): boolean {
  return (
    isProgramHere("epmd") &&
    (existsSync(debianServer) || isProgramHere("rabbitmq-server"))
  );
}

/** A broker with name, ports and files of its own, and its own Erlang port mapper, so that the system's one is left alone. */
export async function startPrivateRabbitMq(): Promise<PrivateServer> {
  const folder = await mkdtemp(join(tmpdir(), "killreport-rabbitmq-"));
  const port = await freePort();
  const epmdPort = String(await freePort());
  const plugins = join(folder, "plugins");
  await writeFile(plugins, "[].");
  const env = {
    PATH: process.env["PATH"],
    // Its cookie is written there.
    HOME: folder,
    ERL_EPMD_ADDRESS: "127.0.0.1",
    ERL_EPMD_PORT: epmdPort,
    RABBITMQ_NODENAME: `killreport-${port}@localhost`,
    RABBITMQ_NODE_IP_ADDRESS: "127.0.0.1",
    RABBITMQ_NODE_PORT: String(port),
    RABBITMQ_DIST_PORT: String(await freePort()),
    RABBITMQ_MNESIA_BASE: join(folder, "mnesia"),
    RABBITMQ_LOG_BASE: folder,
    RABBITMQ_LOGS: "-",
    RABBITMQ_PID_FILE: join(folder, "pid"),
    RABBITMQ_ENABLED_PLUGINS_FILE: plugins,
    RABBITMQ_CONFIG_FILE: join(folder, "rabbitmq"),
    RABBITMQ_CONF_ENV_FILE: join(folder, "rabbitmq-env.conf"),
    // Then the shell becomes the broker instead of watching over it.
    RUNNING_UNDER_SYSTEMD: "true",
  };
  const portMapper = spawn("epmd", ["-port", epmdPort], {
    env,
    stdio: "ignore",
  });
  let broker = await start();

  async function start(): Promise<ChildProcess> {
    await until("epmd listens", () => isListening(Number(epmdPort)));
    const program = existsSync(debianServer) ? debianServer : "rabbitmq-server";
    const child = spawn(program, { env, stdio: "ignore" });
    await until(
      "RabbitMQ speaks",
      () => {
        if (child.exitCode !== null)
          throw new Error(`RabbitMQ ended with ${child.exitCode}`);
        return speaksAmqp(port);
      },
      startPatienceMs,
    );
    return child;
  }

  async function kill(child: ChildProcess): Promise<void> {
    if (child.kill("SIGKILL")) await once(child, "exit");
  }

  return {
    url: `amqp://guest:guest@127.0.0.1:${port}`,
    async restart({ forgets = false } = {}) {
      await kill(broker);
      if (forgets) await rm(env.RABBITMQ_MNESIA_BASE, { recursive: true });
      broker = await start();
    },
    async stop() {
      await kill(broker);
      await kill(portMapper);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** It listens before it has read its queues; only then it answers to the protocol's first words. */
async function speaksAmqp(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    socket.write("AMQP\0\0\x09\x01", "latin1");
    const answer = await Promise.race([
      once(socket, "data").then(() => true),
      once(socket, "close").then(() => false),
    ]);
    return answer;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

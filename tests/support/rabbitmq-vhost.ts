import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { promisify } from "node:util";

const rabbitmqctl = (...args: string[]) =>
  promisify(execFile)("rabbitmqctl", ["--quiet", ...args]);

/** A virtual host of its own on the RabbitMQ at this address, which must be on this machine. */
export async function createRabbitMqVhost(serverUrl: string): Promise<{
  url: string;
  drop(): Promise<void>;
}> {
  const name = `killreport-test-${randomBytes(4).toString("hex")}`;
  const url = new URL(serverUrl);
  await rabbitmqctl("add_vhost", name);
  await rabbitmqctl(
    "set_permissions",
    "--vhost",
    name,
    url.username || "guest",
    ".*",
    ".*",
    ".*",
  );
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async drop() {
      await rabbitmqctl("delete_vhost", name);
    },
  };
}

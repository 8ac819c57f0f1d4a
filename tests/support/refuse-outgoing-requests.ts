import { Socket } from "node:net";
import { afterEach, expect } from "vitest";

// Below fetch, the drivers and everything else, since what is forbidden is to depend on the outside world in whatever way.
const refused: string[] = [];
// eslint-disable-next-line @typescript-eslint/unbound-method -- called with its socket below
const connect = Socket.prototype.connect;

Socket.prototype.connect = function (
  this: Socket,
  ...args: Parameters<typeof connect>
) {
  const host = hostOf(args);
  if (host !== null && !isLoopback(host)) {
    refused.push(host);
    const error = new Error(
      `A test tried to reach ${host}. Use the simulator, or stub the request.`,
    );
    process.nextTick(() => this.destroy(error));
    return this;
  }
  return connect.apply(this, args);
} as typeof connect;

afterEach(() => {
  // Said here too: the code under test may well have swallowed the error.
  expect(refused.splice(0), "hosts outside of this machine").toEqual([]);
});

function hostOf(args: unknown[]): string | null {
  // net.connect hands on its already normalised arguments as one array.
  const first: unknown = Array.isArray(args[0])
    ? (args[0] as unknown[])[0]
    : args[0];
  if (typeof first === "object" && first !== null) {
    const { host, path } = first as { host?: string; path?: string };
    return path !== undefined ? null : (host ?? "localhost");
  }
  if (typeof first === "string" && Number.isNaN(Number(first))) return null;
  return typeof args[1] === "string" ? args[1] : "localhost";
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

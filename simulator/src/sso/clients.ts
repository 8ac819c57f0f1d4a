import { timingSafeEqual } from "node:crypto";

/** An application as registered at EVE's developer site. */
export interface Client {
  id: string;
  secret?: string | undefined;
  redirectUris: readonly string[];
}

export interface ClientRegistry {
  find(id: string): Client | undefined;
  allowsRedirect(client: Client, redirectUri: string): boolean;
}

/** For trying things out: any redirect URI on this machine is fine for this application. */
export const demoClient = {
  id: "simulator-demo",
  secret: "eat_simulator_demo_secret",
};

/** Registered applications; with none given, the demo application alone. */
export function createClientRegistry(
  registered?: readonly Client[],
): ClientRegistry {
  const clients = registered ?? [{ ...demoClient, redirectUris: [] }];
  const isDemo = registered === undefined;
  return {
    find: (id) => clients.find((client) => client.id === id),
    // Scheme, host, path and trailing slash must be those registered (EVE developer docs, SSO).
    allowsRedirect: (client, redirectUri) =>
      isDemo ? isLocal(redirectUri) : client.redirectUris.includes(redirectUri),
  };
}

export function isSecretOf(client: Client, secret: string): boolean {
  if (client.secret === undefined) return false;
  const expected = Buffer.from(client.secret);
  const given = Buffer.from(secret);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

function isLocal(redirectUri: string): boolean {
  if (!URL.canParse(redirectUri)) return false;
  const { protocol, hostname } = new URL(redirectUri);
  return (
    /^https?:$/.test(protocol) &&
    ["localhost", "127.0.0.1", "[::1]"].includes(hostname)
  );
}

import { createClient, type Client } from "graphql-ws";
import WebSocket from "ws";

/** A browser's worth of behaviour without a browser: cookies, login through the simulator, GraphQL. */
export interface SiteClient {
  /** Logs in as this pilot, by the usual way in or another; with a session already there, adds the pilot to its account. Goes on to a second authorisation when it is sent there. */
  login(characterId: number, wayIn?: string): Promise<void>;
  /** Forgets its cookies. */
  forget(): void;
  query<Data>(query: string, variables?: object): Promise<Data>;
  /** Collects what a subscription brings; `stop` ends it. */
  // The caller knows what it asked for; nothing else here can.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  subscribe<Data>(
    query: string,
    variables?: Record<string, unknown>,
  ): { events: Data[]; errors: unknown[]; stop(): Promise<void> };
  cookieHeader(): string;
  /** Every answer's text so far, for tests that look for secrets in them. */
  transcript: string[];
}

export function createSiteClient(siteUrl: string): SiteClient {
  const cookies = new Map<string, string>();
  const transcript: string[] = [];
  const cookieHeader = () =>
    [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");

  async function visit(url: string): Promise<Response> {
    const sameSite = url.startsWith(siteUrl);
    const response = await fetch(url, {
      redirect: "manual",
      headers: sameSite ? { cookie: cookieHeader() } : {},
    });
    if (sameSite)
      for (const line of response.headers.getSetCookie()) keep(line);
    return response;
  }

  function keep(setCookie: string): void {
    const [pair = ""] = setCookie.split(";");
    const at = pair.indexOf("=");
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (value === "") cookies.delete(name);
    else cookies.set(name, value);
  }

  const locationOf = (response: Response): string => {
    const location = response.headers.get("location");
    if (location === null)
      throw new Error(
        `${response.url} answered ${response.status}, no redirect`,
      );
    return new URL(location, response.url).href;
  };

  return {
    transcript,
    cookieHeader,
    forget: () => cookies.clear(),
    async login(characterId, wayIn = "/auth/login") {
      let next = locationOf(await visit(`${siteUrl}${wayIn}`));
      while (!next.startsWith(siteUrl)) {
        const authorize = new URL(next);
        authorize.searchParams.set("simulate_character", String(characterId));
        const callback = locationOf(await visit(authorize.href));
        const answer = await visit(callback);
        next = locationOf(answer);
        transcript.push(next, await answer.text());
      }
    },
    async query<Data>(query: string, variables: object = {}) {
      const response = await fetch(`${siteUrl}/graphql`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "x-killreport-csrf": "1",
          cookie: cookieHeader(),
        },
        body: JSON.stringify({ query, variables }),
      });
      const text = await response.text();
      transcript.push(text);
      const answer = JSON.parse(text) as { data?: Data; errors?: unknown };
      if (answer.errors !== undefined || answer.data === undefined)
        throw new Error(`GraphQL answered ${text}`);
      return answer.data;
    },
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
    subscribe<Data>(query: string, variables: Record<string, unknown> = {}) {
      const events: Data[] = [];
      const errors: unknown[] = [];
      const client = connect(siteUrl, cookieHeader());
      const end = client.subscribe<Data>(
        { query, variables },
        {
          next: ({ data, errors: refused }) => {
            if (data) events.push(data);
            if (refused) errors.push(...refused);
            transcript.push(JSON.stringify(data));
          },
          error: (error) => errors.push(error),
          complete: () => undefined,
        },
      );
      return {
        events,
        errors,
        async stop() {
          end();
          await client.dispose();
        },
      };
    },
  };
}

function connect(siteUrl: string, cookie: string): Client {
  class CookieSocket extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { headers: { cookie, origin: siteUrl } });
    }
  }
  return createClient({
    url: `${siteUrl.replace(/^http/, "ws")}/graphql`,
    webSocketImpl: CookieSocket,
    retryAttempts: 100,
    lazy: false,
  });
}

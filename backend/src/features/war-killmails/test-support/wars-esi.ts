import { createHash } from "node:crypto";

export interface FakeWar {
  declared: string;
  started?: string;
  finished?: string;
  /** Newest first. */
  mails: { killmail_id: number; killmail_hash: string }[];
}

/** The routes of wars as ESI answers them, with small pages. */
export interface WarsEsi {
  readonly wars: Map<number, FakeWar>;
  readonly fetch: typeof fetch;
  /** What was asked since the last call, as "path status". */
  asked(): string[];
  /** The next request whose path has this in it is answered with this status. */
  fail(path: string, status: number): void;
}

const warsAPage = 4;
const mailsAPage = 3;

export function createWarsEsi(): WarsEsi {
  const wars = new Map<number, FakeWar>();
  const faults: { path: string; status: number }[] = [];
  let log: string[] = [];

  function answer(url: URL): Response | null {
    const [, warId, list] =
      /^\/wars(?:\/(\d+)(\/killmails)?)?$/.exec(url.pathname) ?? [];
    if (warId === undefined) {
      const below = Number(url.searchParams.get("max_war_id") ?? Infinity);
      const ids = [...wars.keys()].filter((id) => id < below);
      return Response.json(ids.sort((a, b) => b - a).slice(0, warsAPage));
    }
    const war = wars.get(Number(warId));
    if (war === undefined) return null;
    const { mails, ...dates } = war;
    if (list === undefined)
      return Response.json({ id: Number(warId), ...dates, mutual: false });
    const page = Number(url.searchParams.get("page"));
    const pages = Math.max(1, Math.ceil(mails.length / mailsAPage));
    if (page > pages) return null;
    return Response.json(
      mails.slice((page - 1) * mailsAPage, page * mailsAPage),
      {
        headers: {
          "x-pages": String(pages),
          "last-modified": new Date(mails.length * 1000).toUTCString(),
        },
      },
    );
  }

  async function respond(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const fault = faults.findIndex(({ path }) => url.pathname.includes(path));
    if (fault >= 0) {
      const [{ status } = { status: 500 }] = faults.splice(fault, 1);
      return Response.json({ error: "no" }, { status });
    }
    const found = answer(url);
    if (found === null)
      return Response.json({ error: "War not found!" }, { status: 404 });
    const text = await found.text();
    const etag = `"${createHash("sha1").update(text).digest("hex")}"`;
    const headers = new Headers(found.headers);
    headers.set("etag", etag);
    headers.set("cache-control", "public, max-age=3600");
    return request.headers.get("if-none-match") === etag
      ? new Response(null, { status: 304, headers })
      : new Response(text, { status: 200, headers });
  }

  return {
    wars,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const response = await respond(request);
      const { pathname, search } = new URL(request.url);
      log.push(`${pathname}${search} ${response.status}`);
      return response;
    },
    asked() {
      const all = log;
      log = [];
      return all;
    },
    fail: (path, status) => void faults.push({ path, status }),
  };
}

import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type {
  HttpReply,
  HttpRequest,
  HttpServer,
} from "./create-http-server.ts";
import { htmlPage } from "./html-page.ts";

/** Serves the built page: its files as they are, and its index for every address that the page itself routes. */
export async function servePage(
  server: HttpServer,
  options: {
    /** Where the build put it. */
    root: string;
    /** First parts of addresses that are not the page's. */
    notPage: readonly string[];
  },
): Promise<void> {
  const isBuilt = existsSync(join(options.root, "index.html"));
  if (isBuilt)
    await server.register(fastifyStatic, {
      root: options.root,
      // Without an entry for each file: a newer build beside a running process is found too.
      wildcard: true,
      cacheControl: false,
      setHeaders: (response, path) => {
        response.header("cache-control", cacheControl(path));
      },
    });

  const isPage = ({ method, url, headers }: HttpRequest): boolean => {
    const path = url.split("?")[0] ?? "/";
    const [, first = ""] = path.split("/");
    return (
      (method === "GET" || method === "HEAD") &&
      !options.notPage.includes(first) &&
      !/\.\w+$/.test(path) &&
      (headers.accept ?? "*/*").match(/text\/html|\*\/\*/) !== null
    );
  };

  server.setNotFoundHandler((request, reply) => {
    if (!isPage(request)) return notFound(reply);
    return isBuilt ? reply.sendFile("index.html") : notBuilt(reply);
  });
}

/** The build puts a hash of the content into the names of its assets, so those never change. */
function cacheControl(path: string): string {
  return /[\\/]assets[\\/]/.test(path)
    ? "public, max-age=31536000, immutable"
    : "no-cache";
}

function notFound(reply: HttpReply): HttpReply {
  return reply.code(404).send({
    error: { code: "NOT_FOUND", message: "There is nothing here." },
  });
}

function notBuilt(reply: HttpReply): HttpReply {
  return htmlPage(reply, 503, {
    title: "The page is not built yet",
    text: "The API runs, but its page does not exist yet. Build it with: npm run setup",
  });
}

import { ask } from "../ask.ts";
import type { Asker, Heard, IdPair, Search } from "./hidden.ts";
import type { Operation } from "./operations.ts";

/** Where lists go on that have more pages: by the name of the operation and who asks. */
export type Cursors = ReadonlyMap<string, string>;

/** Every query and every path once for each id, as each of them asks it. `pick` chooses the hidden ids or the unknown ones. */
export async function askEverything(
  { site, hidden }: Search,
  operations: readonly Operation[],
  askers: readonly Asker[],
  pick: (pair: IdPair) => string,
  cursors: Cursors,
): Promise<Heard[]> {
  const heard: Heard[] = [];
  for (const asker of askers) {
    for (const operation of operations) {
      const name = nameOf(operation, asker);
      for (const pair of operation.takesIds
        ? hidden.ids
        : hidden.ids.slice(0, 1)) {
        const id = pick(pair);
        const text = await answerTo(
          site.url,
          operation,
          asker,
          id,
          cursors.get(name),
        );
        heard.push({ name, id, text });
      }
    }
    for (const { method, path } of site.routes) {
      // GraphQL is what all the others ask.
      if (method === "HEAD" || path === "/graphql") continue;
      for (const pair of hidden.ids) {
        const id = pick(pair);
        const text = await visit(site.url, method, path, asker, id);
        heard.push({ name: `${method} ${path} as ${asker.name}`, id, text });
      }
    }
  }
  return heard;
}

/** The page behind the first edge of every list: what is hidden must not be found by turning pages either. */
export async function findCursors(
  { site }: Search,
  operations: readonly Operation[],
  askers: readonly Asker[],
): Promise<Cursors> {
  const cursors = new Map<string, string>();
  for (const asker of askers)
    for (const operation of operations.filter((one) => one.takesText)) {
      const plain = operations.find((one) => one.field === operation.field);
      const first = plain && (await answerTo(site.url, plain, asker, "1"));
      for (const cursor of new Set(cursorsIn(first ?? ""))) {
        const next = await answerTo(site.url, operation, asker, "1", cursor);
        if (next.includes('"errors"')) continue;
        cursors.set(nameOf(operation, asker), cursor);
        break;
      }
    }
  return cursors;
}

export function cursorsIn(text: string): string[] {
  return [...text.matchAll(/"\w*[cC]ursor":"([^"]+)"/g)].map(
    ([, cursor = ""]) => cursor,
  );
}

export async function answerTo(
  url: string,
  operation: Operation,
  { cookie }: Asker,
  id: string,
  text?: string,
): Promise<string> {
  const document = operation.document({
    ids: [id],
    ...(text !== undefined && { text }),
  });
  const { status, data, errors } = await ask(url, document, {
    ...(cookie !== undefined && { cookie }),
  });
  return JSON.stringify({ status, data, errors });
}

async function visit(
  url: string,
  method: string,
  path: string,
  { cookie }: Asker,
  id: string,
): Promise<string> {
  const filled = path.replaceAll(/:\w+/g, id).replace("*", id);
  const response = await fetch(`${url}${filled}?id=${id}`, {
    method,
    redirect: "manual",
    // From somewhere in the world, not from the site's own machine, whose programs are its operator's.
    headers: {
      "x-forwarded-for": "203.0.113.9",
      ...(cookie !== undefined && { cookie }),
    },
  });
  const type = response.headers.get("content-type");
  return `${response.status} ${type ?? ""} ${await response.text()}`;
}

function nameOf({ name }: Operation, asker: Asker): string {
  return `${name} as ${asker.name}`;
}

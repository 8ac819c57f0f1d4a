import { join } from "node:path";
import { UnavailableError } from "../../kernel/index.ts";
import {
  download,
  type DownloadDeps,
  readSmallFile,
} from "../download/index.ts";
import { makeFolder } from "../files/index.ts";
import type { Day, Everef, PublishedDays } from "./everef.ts";
import { parseTotals } from "./parse-totals.ts";

export function createEveref(deps: { baseUrl: string } & DownloadDeps): Everef {
  return {
    killmails: publishedDays(
      deps,
      "killmails",
      (day) => `killmails-${day}.tar.bz2`,
    ),
    marketHistory: publishedDays(
      deps,
      "market-history",
      (day) => `market-history-${day}.csv.bz2`,
    ),
  };
}

function publishedDays(
  deps: { baseUrl: string } & DownloadDeps,
  directory: string,
  nameOf: (day: Day) => string,
): PublishedDays {
  const base = `${deps.baseUrl}/${directory}`;
  return {
    nameOf,
    async totals() {
      const url = `${base}/totals.json`;
      const totals = parseTotals(await readSmallFile(deps, url));
      if (totals === null)
        throw new UnavailableError(
          `${url} is not what EVE Ref's totals look like`,
        );
      return totals;
    },
    async archive(day, folder, onProgress) {
      makeFolder(folder);
      const name = nameOf(day);
      const url = `${base}/${day.slice(0, 4)}/${name}`;
      return download(deps, url, join(folder, name), onProgress);
    },
  };
}

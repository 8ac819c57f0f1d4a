import { join } from "node:path";
import { UnavailableError } from "../../kernel/index.ts";
import {
  download,
  type DownloadDeps,
  readSmallFile,
} from "../download/index.ts";
import { makeFolder } from "../files/index.ts";
import type { Everef } from "./everef.ts";
import { parseTotals } from "./parse-totals.ts";

export function createEveref(deps: { baseUrl: string } & DownloadDeps): Everef {
  const { baseUrl } = deps;
  return {
    async killmailTotals() {
      const url = `${baseUrl}/killmails/totals.json`;
      const totals = parseTotals(await readSmallFile(deps, url));
      if (totals === null)
        throw new UnavailableError(
          `${url} is not what EVE Ref's totals look like`,
        );
      return totals;
    },
    async killmailArchive(day, folder, onProgress) {
      makeFolder(folder);
      const name = `killmails-${day}.tar.bz2`;
      const url = `${baseUrl}/killmails/${day.slice(0, 4)}/${name}`;
      return download(deps, url, join(folder, name), onProgress);
    },
  };
}

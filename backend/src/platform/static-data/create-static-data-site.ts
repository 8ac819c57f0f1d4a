import { join } from "node:path";
import { z } from "zod";
import { RejectedError, UnavailableError } from "../../kernel/index.ts";
import {
  download,
  type DownloadDeps,
  type KeptFile,
  readSmallFile,
} from "../download/index.ts";
import { makeFolder } from "../files/index.ts";

export interface LatestBuild {
  readonly buildNumber: number;
  readonly releasedAt: Date;
}

type OnProgress = (progress: { bytes: number; ofBytes: number | null }) => void;

/** Where EVE's static data are published (developers.eveonline.com/static-data), as archives of JSON lines. */
export interface StaticDataSite {
  /** One request. UnavailableError when there is no answer, or none that names a build. */
  latest(): Promise<LatestBuild>;
  /** Brings the archive of a build into the folder, from where an earlier try left off. UnavailableError when it does not come now, RejectedError when it can not be kept here. */
  archive(
    buildNumber: number,
    folder: string,
    onProgress?: OnProgress,
  ): Promise<KeptFile>;
  /** The same of an archive at any address; RejectedError NO_FILE when nothing is there. */
  archiveAt(
    url: string,
    folder: string,
    onProgress?: OnProgress,
  ): Promise<KeptFile>;
}

export function createStaticDataSite(
  deps: { baseUrl: string } & DownloadDeps,
): StaticDataSite {
  const baseUrl = deps.baseUrl.replace(/\/$/, "");

  async function archiveAt(
    ...[url, folder, onProgress]: Parameters<StaticDataSite["archiveAt"]>
  ): Promise<KeptFile> {
    makeFolder(folder);
    const name = new URL(url).pathname.split("/").at(-1) ?? "";
    const kept = await download(deps, url, join(folder, name), onProgress);
    if (kept === null)
      throw new RejectedError("NO_FILE", `There is nothing at ${url}.`);
    return kept;
  }

  return {
    async latest() {
      const url = `${baseUrl}/tranquility/latest.jsonl`;
      const latest = parseBuild(await readSmallFile(deps, url));
      if (latest !== null) return latest;
      throw new UnavailableError(
        `${url} does not say which build of the static data is the latest`,
      );
    },
    archive: (buildNumber, ...where) =>
      archiveAt(
        `${baseUrl}/tranquility/eve-online-static-data-${buildNumber}-jsonl.zip`,
        ...where,
      ),
    archiveAt,
  };
}

const sdeLine = z.object({
  _key: z.literal("sde"),
  buildNumber: z.int().positive(),
  releaseDate: z.iso.datetime(),
});

/** The line that names a build, in `latest.jsonl` and in archives; null when none does. */
export function parseBuild(text: string): LatestBuild | null {
  for (const line of text.split("\n")) {
    const read = sdeLine.safeParse(parse(line));
    if (read.success)
      return {
        buildNumber: read.data.buildNumber,
        releasedAt: new Date(read.data.releaseDate),
      };
  }
  return null;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Whatever it is, it names no build.
    return null;
  }
}

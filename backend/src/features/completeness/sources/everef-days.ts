import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import {
  id,
  type KillmailId,
  RejectedError,
  UnavailableError,
} from "../../../kernel/index.ts";
import { openBzip2, readTar } from "../../../platform/archives/index.ts";
import type { Day, PublishedDays } from "../../../platform/everef/index.ts";
import { longestText, type ShownKillmail } from "../../killmails/index.ts";
import { clearLeftovers } from "./clear-leftovers.ts";
import type { DayList, DaySource } from "./day-source.ts";
import { tryAgain } from "./try-again.ts";

const memberName = /(?:^|\/)(\d{1,15})\.json$/;
const hashInText = /"killmail_hash"\s*:\s*"([0-9a-fA-F]{40})"/;

/** EVE Ref's archives of whole days: its only list of a day is the archive itself, some 3 MB, with the bodies in it. */
export function everefDays(
  everef: Pick<PublishedDays, "totals" | "archive">,
  dataDir: string,
): DaySource {
  const compared = join(dataDir, "everef-compared");
  return {
    key: "everef",
    title: "EVE Ref",
    ledgerName: "everef",
    async totals() {
      // What every comparison begins with, also one that reads no archive.
      await clearLeftovers(compared);
      return everef.totals();
    },
    async list(day) {
      // A folder of its own: an import of the same day may be under way.
      const folder = join(compared, randomUUID());
      const close = () => rm(folder, { recursive: true, force: true });
      try {
        const list = await tryAgain(
          () => readList(everef, day, folder),
          isDamaged,
        );
        if (list === null) await close();
        return list && { ...list, close };
      } catch (error) {
        await close();
        throw withoutPath(error);
      }
    },
  };
}

/** What is said of a day is for everybody to read: where files lie on this machine is not. */
function withoutPath(error: unknown): unknown {
  if (!(error instanceof RejectedError)) return error;
  const reason =
    error.code === "DISK_FULL"
      ? "there is no room on the disk for its archive of the day"
      : "its archive of the day is damaged";
  return new UnavailableError(reason, { cause: error });
}

async function readList(
  everef: Pick<PublishedDays, "archive">,
  day: Day,
  folder: string,
): Promise<Omit<DayList, "close"> | null> {
  const archive = await everef.archive(day, folder);
  if (archive === null) return null;
  const { path } = archive;
  const hashes = new Map<number, string>();
  try {
    for await (const { killmailId, text } of membersOf(path))
      hashes.set(killmailId, hashInText.exec(text)?.[1]?.toLowerCase() ?? "");
  } catch (error) {
    // Whatever is wrong with it, it is to come anew.
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return { hashes, bodies: () => Promise.resolve(readBodies(path, hashes)) };
}

async function* readBodies(
  path: string,
  hashes: ReadonlyMap<number, string>,
): AsyncGenerator<ShownKillmail> {
  for await (const { killmailId, text } of membersOf(path))
    yield {
      killmailId: id<KillmailId>(killmailId),
      hash: hashes.get(killmailId) || null,
      body: esiPart(text),
    };
}

async function* membersOf(
  path: string,
): AsyncGenerator<{ killmailId: number; text: string }> {
  const files = readTar(openBzip2(path), {
    largest: longestText,
    // What no killmail can be is none that could be missing.
    onTooLarge: () => undefined,
  });
  for await (const { name, bytes } of files) {
    const number = memberName.exec(name)?.[1];
    if (number === undefined) continue;
    const text = Buffer.from(bytes).toString("utf8");
    yield { killmailId: Number(number), text };
  }
}

/** Without EVE Ref's own keys; a text that is no object stays what it is, for its reader to refuse. */
function esiPart(text: string): unknown {
  try {
    const dumped: unknown = JSON.parse(text);
    if (typeof dumped !== "object" || dumped === null) return dumped;
    const {
      killmail_hash: _,
      http_last_modified: __,
      ...esi
    } = dumped as Record<string, unknown>;
    return esi;
  } catch {
    return text.slice(0, 200);
  }
}

function isDamaged(error: unknown): boolean {
  return error instanceof RejectedError && error.code === "ARCHIVE_DAMAGED";
}

import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { writeStaticDataArchive } from "@killreport/simulator";
import { progressBar } from "../../progress-bar.ts";
import { type MadeMember, madeMembers } from "./made-members.ts";

/** Writes an archive that is as large as the official one, member by member. */
export async function makeArchive(
  path: string,
): Promise<{ unpackedMb: number; zippedMb: number }> {
  const bar = progressBar("making the archive {bar} {percentage}%  {member}");
  const all = madeMembers.reduce((sum, { megabytes }) => sum + megabytes, 0);
  let bytes = 0;
  bar.start(all, 0, { member: "" });
  const count = (name: string, length: number) => {
    bytes += length;
    bar.update(bytes / 1e6, { member: name });
  };
  await pipeline(
    writeStaticDataArchive(
      new Map(
        madeMembers.map((member) => [
          member.name,
          () => filled(member, (length) => count(member.name, length)),
        ]),
      ),
      { mtime: new Date("2026-06-02T11:00:00Z") },
    ),
    createWriteStream(path),
  );
  bar.stop();
  return { unpackedMb: bytes / 1e6, zippedMb: (await stat(path)).size / 1e6 };
}

/** The member's lines, each as long as its share of the megabytes: what rows lack is made up by text and figures nobody reads. */
function* filled(
  { megabytes, count, row }: MadeMember,
  onLine: (bytes: number) => void,
): Generator<Record<string, unknown>> {
  const bytes = Math.floor((megabytes * 1e6) / count);
  const random = randomFigures();
  for (let index = 0; index < count; index++) {
    const line = row(index);
    const rest = bytes - Buffer.byteLength(JSON.stringify(line)) - 20;
    const filling = rest <= 0 ? {} : { statistics: random.text(rest) };
    onLine(bytes);
    yield { ...line, ...filling };
  }
}

/** Half words, half figures, like descriptions and orbits: it packs to about a sixth, as the official archive does. */
function randomFigures() {
  let state = 1;
  const next = () => (state = (state * 48_271) % 2_147_483_647);
  const words = "radius density eccentricity escapeVelocity fragmented".split(
    " ",
  );
  return {
    text(length: number): string {
      let text = "";
      while (text.length < length)
        text += `${words[next() % words.length] ?? ""} ${next() % 100_000} orbits in a long and steady ellipse ${next() % 10_000_000} `;
      return text.slice(0, length);
    },
  };
}

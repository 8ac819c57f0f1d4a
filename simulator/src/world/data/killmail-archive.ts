import { inflateRawSync, deflateRawSync } from "node:zlib";
import type { Zkb } from "../../boards/zkb.ts";
import type { Killmail } from "../killmail.ts";

/** Where a killmail's text lies in the archive. */
export interface ArchivePlace {
  block: number;
  offset: number;
  length: number;
}

export interface KillmailArchive {
  append(line: Buffer): ArchivePlace;
  read(place: ArchivePlace): Killmail;
  /** The line as it was appended. */
  readText(place: ArchivePlace): Buffer;
  /** With what the dumps add to ESI's shape. */
  readWhole(place: ArchivePlace): ArchivedKillmail;
}

/**
 * Keeps killmail bodies as deflated blocks of about 256 kB: four days of New Eden are 150 MB of
 * text but 25 MB here, and any body is one short inflate away. Neighbours are usually asked for
 * together, so the last few inflated blocks are kept.
 */
export function createKillmailArchive(): KillmailArchive {
  const blockBytes = 64 * 1024;
  const blocks: Buffer[] = [];
  const inflated = new Map<number, Buffer>();
  let open: Buffer[] = [];
  let openBytes = 0;

  const seal = (): void => {
    blocks.push(deflateRawSync(Buffer.concat(open), { level: 1 }));
    open = [];
    openBytes = 0;
  };

  const textOf = (block: number): Buffer => {
    const sealed = blocks[block];
    if (!sealed) return Buffer.concat(open);
    const known = inflated.get(block);
    if (known) return known;
    const text = inflateRawSync(sealed);
    inflated.set(block, text);
    const [oldest] = inflated.keys();
    if (inflated.size > 64 && oldest !== undefined) inflated.delete(oldest);
    return text;
  };

  const readText = ({ block, offset, length }: ArchivePlace): Buffer =>
    textOf(block).subarray(offset, offset + length);
  const readWhole = (place: ArchivePlace): ArchivedKillmail =>
    JSON.parse(readText(place).toString("utf8")) as ArchivedKillmail;

  return {
    readText,
    readWhole,
    append(line) {
      if (openBytes > 0 && openBytes + line.length > blockBytes) seal();
      const place = {
        block: blocks.length,
        offset: openBytes,
        length: line.length,
      };
      open.push(line);
      openBytes += line.length;
      return place;
    },
    read(place) {
      const {
        killmail_hash: _hash,
        http_last_modified: _modified,
        source: _source,
        zkb: _zkb,
        ...killmail
      } = readWhole(place);
      return killmail;
    },
  };
}

/** A killmail with what the dumps add to ESI's shape. */
export interface ArchivedKillmail extends Killmail {
  killmail_hash?: string;
  http_last_modified?: string;
  source?: unknown;
  zkb?: Partial<Zkb>;
}

import { inflateRawSync } from "node:zlib";
import { bodyDictionary } from "./body-dictionary.ts";
import { readCompact } from "./compact/read-compact.ts";
import { writeCompact } from "./compact/write-compact.ts";
import type { EsiKillmail } from "./esi-killmail.ts";

export interface PackedBody {
  /** Which codec packed it; goes into `killmails.body_codec`. */
  readonly codec: number;
  readonly bytes: Uint8Array;
}

/** Packs a body with the newest codec. Loses nothing: key order, unknown fields and doubles come back as they were. */
export function packBody(esi: EsiKillmail): PackedBody {
  return { codec: newestCodec, bytes: writeCompact(esi) };
}

/** Reads what any codec ever wrote. */
export function unpackBody({ codec, bytes }: PackedBody): EsiKillmail {
  if (codec === newestCodec) return readCompact(bytes) as EsiKillmail;
  if (!isDeflated(codec))
    throw new Error(
      `Killmail body codec ${codec} is not known to this version`,
    );
  return JSON.parse(
    inflateRawSync(bytes, { dictionary: dictionaries[codec] }).toString("utf8"),
  ) as EsiKillmail;
}

const newestCodec = 3;

const dictionary1 = bodyDictionary();

/** Of the first codecs, which deflated the body's JSON. */
const dictionaries = { 1: dictionary1, 2: dictionary1.subarray(-1024) };

function isDeflated(codec: number): codec is keyof typeof dictionaries {
  return codec in dictionaries;
}

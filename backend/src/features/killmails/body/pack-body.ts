import { constants, deflateRawSync, inflateRawSync } from "node:zlib";
import { bodyDictionary } from "./body-dictionary.ts";
import type { EsiKillmail } from "./esi-killmail.ts";

export interface PackedBody {
  /** Which codec packed it; goes into `killmails.body_codec`. */
  readonly codec: number;
  readonly bytes: Uint8Array;
}

/** Codec 1: JSON, deflated with a preset dictionary. Loses nothing: key order, unknown fields and doubles come back as they were. */
export function packBody(esi: EsiKillmail): PackedBody {
  return {
    codec: 1,
    bytes: deflateRawSync(JSON.stringify(esi), {
      level: constants.Z_BEST_COMPRESSION,
      dictionary: dictionary1,
    }),
  };
}

/** Reads what any codec ever wrote. */
export function unpackBody({ codec, bytes }: PackedBody): EsiKillmail {
  if (codec !== 1)
    throw new Error(
      `Killmail body codec ${codec} is not known to this version`,
    );
  return JSON.parse(
    inflateRawSync(bytes, { dictionary: dictionary1 }).toString("utf8"),
  ) as EsiKillmail;
}

const dictionary1 = bodyDictionary();

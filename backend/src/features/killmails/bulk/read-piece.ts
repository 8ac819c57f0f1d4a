import { largestInt4, type KillmailId } from "../../../kernel/index.ts";
import { esiKillmail } from "../body/esi-killmail.ts";
import { checkShown } from "../ingest/sort-shown.ts";
import type { FreshKillmail } from "../killmail-effect.ts";
import { longestText, type Piece, type PreparedPiece } from "./piece.ts";

export interface ReadPiece extends Pick<
  PreparedPiece,
  "repeated" | "doubtful" | "refused" | "unreadable" | "ignoredKeys"
> {
  /** Each id once, in their order: references are locked in it everywhere. Nearly the order of time, too. */
  readonly sound: FreshKillmail[];
}

/** Parses and checks the mails of a piece. */
export function readPiece(piece: Piece): ReadPiece {
  const sound = new Map<number, FreshKillmail>();
  const repeated: PreparedPiece["repeated"][number][] = [];
  const doubtful: PreparedPiece["doubtful"][number][] = [];
  const refused: PreparedPiece["refused"][number][] = [];
  const unreadable: PreparedPiece["unreadable"][number][] = [];
  const ignoredKeys = new Map<string, number>();
  for (const text of texts(piece)) {
    const dumped = parse(text);
    if (typeof dumped === "string") {
      unreadable.push({ beginning: text.slice(0, 80), reason: dumped });
      continue;
    }
    const { body, hash } = withoutAdditions(dumped, ignoredKeys);
    const killmailId = idOf(body["killmail_id"]);
    const checked = checkShown({ killmailId, hash, body });
    if ("esi" in checked) {
      if (sound.has(killmailId))
        repeated.push({
          killmailId,
          hash: checked.hash,
          text: JSON.stringify(checked.esi),
        });
      else sound.set(killmailId, checked);
    } else
      (checked.isRecordable ? doubtful : refused).push({
        ...checked.reference,
        reason: checked.reason,
      });
  }
  const sorted = [...sound.values()].sort(
    (a, b) => a.killmailId - b.killmailId,
  );
  return {
    sound: sorted,
    repeated,
    doubtful,
    refused,
    unreadable,
    ignoredKeys,
  };
}

function* texts({ text, ends }: Piece): Generator<string> {
  const bytes = Buffer.from(text.buffer, text.byteOffset, text.byteLength);
  if (ends === undefined) {
    for (let from = 0; from < bytes.length;) {
      const found = bytes.indexOf(lineBreak, from);
      const to = found < 0 ? bytes.length : found;
      const line = bytes.toString("utf8", from, to).trim();
      if (line !== "") yield line;
      from = to + 1;
    }
    return;
  }
  let from = 0;
  for (const to of ends) {
    yield bytes.toString("utf8", from, to);
    from = to;
  }
}

const lineBreak = 10;

/** The object, or why it is none. */
function parse(text: string): Record<string, unknown> | string {
  if (text.length > longestText)
    return `It is ${Math.round(text.length / 1e6)} MB long; no killmail is`;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : "It is no JSON object";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** An archive adds keys of its own beside ESI's. The hash is one of them; the others are not the mail's, so they are left out, and counted. */
function withoutAdditions(
  dumped: Record<string, unknown>,
  ignoredKeys: Map<string, number>,
): { body: Record<string, unknown>; hash: string | null } {
  const body: Record<string, unknown> = {};
  for (const key of Object.keys(dumped)) {
    if (esiKeys.has(key)) body[key] = dumped[key];
    else if (key !== "killmail_hash")
      ignoredKeys.set(key, (ignoredKeys.get(key) ?? 0) + 1);
  }
  const hash = dumped["killmail_hash"];
  // Anything but a text is no hash: the ledger's check says so.
  return {
    body,
    hash:
      hash == null
        ? null
        : typeof hash === "string"
          ? hash
          : JSON.stringify(hash),
  };
}

const esiKeys = new Set(Object.keys(esiKillmail.shape));

/** Whatever stands there as a number; the ledger's own check finds words for one that is no id. */
function idOf(value: unknown): KillmailId {
  const id = typeof value === "number" ? value : Number.NaN;
  return (id > largestInt4 || Number.isInteger(id) ? id : 0) as KillmailId;
}

import {
  type KillmailId,
  largestInt4,
  parseId,
  RejectedError,
} from "../../kernel/index.ts";

/** What a pilot has in hand of a killmail. */
export interface KillmailLink {
  readonly killmailId: KillmailId;
  /** 40 hexadecimal digits, lower case; null for a link to zKillboard, which knows it. */
  readonly hash: string | null;
}

/**
 * Reads what a pilot pasted: a link to ESI in any of its forms (host, version, query and final slash make no difference),
 * the link EVE's own window copies (`killReport:id:hash`), `id/hash`, or a link to zKillboard. RejectedError KILLMAIL_LINK
 * says what is missing.
 */
export function readLink(pasted: string): KillmailLink {
  const text = pasted.trim();
  if (text.length > longestText)
    throw refuse(
      `This is ${text.length} characters long, which no link is. ${accepted}`,
    );
  const withHash = idAndHash.exec(text)?.groups ?? {};
  if (withHash["id"] !== undefined)
    return {
      killmailId: readId(withHash["id"]),
      hash: readHash(withHash["hash"] ?? ""),
    };
  const [, onZkillboard] = zkillboard.exec(text) ?? [];
  if (onZkillboard !== undefined)
    return { killmailId: readId(onZkillboard), hash: null };
  if (/^\d+$/.test(text))
    throw refuse(
      `An id alone does not open a killmail, its hash is needed too. ${accepted}`,
    );
  throw refuse(`This is no link to a killmail. ${accepted}`);
}

const longestText = 2_000;

const accepted =
  "Paste the link that EVE copies (External Kill Link), an id and a hash with a slash between them, or a link to zKillboard.";

/** Of whatever length the hash is, to say that it is cut. */
const idAndHash =
  /(?:^|\/killmails\/|killreport:)(?<id>\d+)[/:\s]+(?<hash>[^/:?#&<>"\s]*)/i;

const zkillboard =
  /^(?:https?:\/\/)?(?:www\.)?zkillboard\.com\/(?:kill|api\/killID)\/(\d+)(?:[/?#]|$)/i;

function readId(text: string): KillmailId {
  const id = parseId<KillmailId>(text);
  if (id === null || id > largestInt4)
    throw refuse(
      `${text} is no killmail's id: they are whole numbers up to ${largestInt4}.`,
    );
  return id;
}

function readHash(text: string): string {
  if (!/^[0-9a-f]{40}$/i.test(text))
    throw refuse(
      "The hash in this link is not whole: it has 40 digits (0 to 9, a to f). Copy the whole link again.",
    );
  return text.toLowerCase();
}

function refuse(message: string): RejectedError {
  return new RejectedError("KILLMAIL_LINK", message);
}

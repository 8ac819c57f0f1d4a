import { backfillLines } from "./backfill-lines.ts";
import { budgetLines } from "./budget-lines.ts";
import { columns } from "./columns.ts";
import { liveFeedLines } from "./live-feed-lines.ts";
import { moment } from "./moment.ts";
import type {
  CharacterStatus,
  CorporationStatus,
  Status,
} from "./read-status.ts";

const head = [
  "name",
  "state",
  "last check",
  "next check",
  "tokens",
  "listed",
  "stored",
  "pending",
  "rejected",
];

/** How the live feed goes, what ESI still allows the site and zKillboard is asked for, a line for each character and for each corporation; with `isDetailed` their checks and gaps below. Times are UTC. */
export function printTable(
  { liveFeed, esiBudgets, backfills, characters, corporations }: Status,
  isDetailed: boolean,
): string[] {
  const site = [
    ...(liveFeed === null ? [] : [...liveFeedLines(liveFeed), ""]),
    ...(esiBudgets === null ? [] : [...budgetLines(esiBudgets), ""]),
    ...(backfills.length === 0 ? [] : [...backfillLines(backfills), ""]),
  ];
  const lines: string[] = [];
  if (characters.length > 0)
    lines.push(
      ...columns([
        ["character", ...head, "why"],
        ...characters.map((one) => [
          String(one.characterId),
          ...row(one),
          one.message,
        ]),
      ]),
    );
  if (characters.length > 0 && corporations.length > 0) lines.push("");
  if (corporations.length > 0)
    lines.push(
      ...columns([
        ["corporation", ...head, "directors", "why"],
        ...corporations.map((one) => [
          String(one.corporationId),
          ...row(one),
          String(one.directors),
          one.message,
        ]),
      ]),
    );
  if (lines.length === 0) return [...site, "No character is linked."];
  if (!isDetailed) return [...site, ...lines];
  for (const one of characters)
    lines.push(
      ...aboutCharacter(one),
      "",
      ...budgetLines(one.esiBudgets),
      ...history(one),
    );
  for (const one of corporations)
    lines.push(...directors(one), ...history(one));
  return lines;
}

function row(one: CharacterStatus | CorporationStatus): string[] {
  return [
    one.name,
    one.state,
    moment(one.lastSyncAt),
    moment(one.nextSyncAt),
    `${one.tokens.left}/${one.tokens.limit}`,
    String(one.listed),
    String(one.stored),
    String(one.pending),
    String(one.rejected),
  ];
}

function aboutCharacter({ notice, corporation }: CharacterStatus): string[] {
  const lines = notice === null ? [] : ["", notice];
  if (corporation === null) return lines;
  const { corporationId, state, message } = corporation;
  const whose =
    corporationId === null ? "" : ` (corporation ${corporationId}, ${state})`;
  return [...lines, "", `Its corporation's killmails${whose}: ${message}`];
}

function directors({ consents }: CorporationStatus): string[] {
  return [
    "",
    "Directors:",
    ...columns([
      ["character", "state", "last turn", "why"],
      ...consents.map(({ characterId, state, lastTurnAt, message }) => [
        String(characterId),
        state,
        moment(lastTurnAt),
        message,
      ]),
    ]),
  ];
}

function history({
  checks,
  gaps,
}: CharacterStatus | CorporationStatus): string[] {
  return [
    "",
    "Last checks:",
    ...columns([
      ["at", "result", "found", "new", "tokens", "tries", "what"],
      ...checks.map((check) => [
        moment(check.checkedAt),
        check.result,
        String(check.found),
        String(check.fresh),
        String(check.tokens),
        String(check.tries),
        check.message,
      ]),
    ]),
    "",
    gaps.length === 0 ? "No gaps." : "Oldest gaps:",
    ...columns(
      gaps.map(({ killmailId, state, since, reason }) => [
        String(killmailId),
        state,
        `since ${moment(since)}`,
        reason ?? "",
      ]),
    ),
  ];
}

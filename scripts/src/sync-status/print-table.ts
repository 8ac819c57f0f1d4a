import type { Status } from "./read-status.ts";

const head = [
  "character",
  "name",
  "state",
  "last check",
  "next check",
  "tokens",
  "listed",
  "stored",
  "pending",
  "rejected",
  "why",
];

/** One line for each character; with `isDetailed` its checks and gaps below. Times are UTC. */
export function printTable(
  status: readonly Status[],
  isDetailed: boolean,
): string[] {
  if (status.length === 0) return ["No character is linked."];
  const lines = columns([head, ...status.map(row)]);
  if (!isDetailed) return lines;
  for (const { checks, gaps, notice } of status) {
    if (notice !== null) lines.push("", notice);
    lines.push("", "Last checks:");
    lines.push(
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
    );
    lines.push("", gaps.length === 0 ? "No gaps." : "Oldest gaps:");
    lines.push(
      ...columns(
        gaps.map(({ killmailId, state, since, reason }) => [
          String(killmailId),
          state,
          `since ${moment(since)}`,
          reason ?? "",
        ]),
      ),
    );
  }
  return lines;
}

function row(one: Status): string[] {
  return [
    String(one.characterId),
    one.name,
    one.state,
    moment(one.lastSyncAt),
    moment(one.nextSyncAt),
    String(one.tokensLeft),
    String(one.listed),
    String(one.stored),
    String(one.pending),
    String(one.rejected),
    one.message,
  ];
}

function moment(at: Date | null): string {
  return at === null ? "-" : at.toISOString().slice(0, 16).replace("T", " ");
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

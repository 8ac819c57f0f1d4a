import { randomInt } from "node:crypto";
import {
  id,
  type KillmailId,
  silentLogger,
} from "@killreport/backend/kernel/index.ts";
import type { RecordInput } from "@killreport/backend/features/killmails/index.ts";
import type { BenchPilot, BenchSite } from "./start-bench-site.ts";

/** Somebody whose list is checked: a character, or a corporation by its one director. */
export interface Subject {
  /** One check, whether it is due or not. */
  check(): Promise<void>;
  /** Tokens and findings of the last checks, newest first. */
  checks(count: number): Promise<{ tokens: number; result: string }[]>;
  /** Makes the ledger know so many mails of it. */
  remember(mails: number): Promise<void>;
  /** Makes its history of checks as long as it gets. */
  fillHistory(): Promise<void>;
}

export function characterSubject(site: BenchSite, pilot: BenchPilot): Subject {
  const { app } = site;
  const { characterId, grantId } = pilot;
  return {
    check: () =>
      run(site, "sync-character-killmails", {
        characterId,
        reason: "command",
        force: true,
      }),
    checks: async (count) =>
      (await app.characterSync.checks([grantId], count)).get(grantId) ?? [],
    remember: (mails) => record(site, mails, { source: "character", grantId }),
    fillHistory: () => fillHistory(site, "character", grantId),
  };
}

export function corporationSubject(
  site: BenchSite,
  director: BenchPilot,
): Subject {
  const { app } = site;
  const { corporationId, grantId } = director;
  return {
    check: () =>
      run(site, "sync-corporation-killmails", { corporationId, force: true }),
    checks: async (count) =>
      (await app.corporationSync.checks([corporationId], count)).get(
        corporationId,
      ) ?? [],
    remember: (mails) =>
      record(site, mails, { source: "corporation", grantId, corporationId }),
    fillHistory: () => fillHistory(site, "corporation", corporationId),
  };
}

/** The task's handler as a consumer would call it, without the queue around it. */
async function run(
  { app }: BenchSite,
  task: string,
  payload: unknown,
): Promise<void> {
  const found = app.implementations.find(
    ({ contract }) => contract.name === task,
  );
  if (found === undefined) throw new Error(`Task ${task} has no handler`);
  await found.handler(payload, {
    taskId: "1",
    attempt: 1,
    priority: "immediate",
    log: silentLogger,
  });
}

async function record(
  { app }: BenchSite,
  mails: number,
  shownTo: Pick<RecordInput, "source" | "grantId" | "corporationId">,
): Promise<void> {
  const { pool } = app.database;
  const first = randomInt(500_000_000, 1_000_000_000);
  for (let done = 0; done < mails; done += 1_000) {
    const references = Array.from(
      { length: Math.min(1_000, mails - done) },
      (_, index) => ({
        killmailId: id<KillmailId>(first + done + index),
        hash: "ab".repeat(20),
      }),
    );
    await app.database.transaction((tx) =>
      app.killmails.record(tx, { ...shownTo, references, priority: "dormant" }),
    );
  }
  await pool.query(
    "UPDATE killmail_references SET state = 'stored', killmail_time = first_seen_at WHERE state = 'pending'",
  );
  await pool.query("DELETE FROM outbox WHERE task = 'fetch-killmail'");
}

async function fillHistory(
  { app }: BenchSite,
  kind: "character" | "corporation",
  subjectId: number,
): Promise<void> {
  await app.database.pool.query(
    `INSERT INTO sync_checks (kind, subject_id, checked_at, result, message, found, fresh, tokens, tries)
     SELECT kind, subject_id, checked_at, result, message, found, fresh, tokens, tries
       FROM (SELECT * FROM sync_checks WHERE kind = $1 AND subject_id = $2 ORDER BY id LIMIT 1) c,
            generate_series(1, 200)`,
    [kind, subjectId],
  );
}

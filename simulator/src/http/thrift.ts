import type { RequestRecord } from "./request-record.ts";

export interface Thrift {
  tokens: number;
  /** Spent on answers that did not arrive, were broken by a fault, or reached a process that died soon after. */
  excused: number;
  /** Spent on what was already known, and on errors of the client's own making. */
  needless: number;
  /** What the same knowledge costs at least: tokens - excused - needless. */
  least: number;
  /** Answers 420 and 429 that no fault scripted. */
  overBudget: number;
  /** The requests that were needless, wholly or in part. */
  needlessRequests: { id: number; path: string; tokens: number; why: string }[];
}

/**
 * Compares what was spent with what would have sufficed. Asking again for an answer that has not
 * expired is needless, a full answer equal to the last one costs one token more than a 304, and 4xx
 * are needless unless scripted. A process that dies within `diedWithinMs` of an answer is taken to
 * have lost it.
 */
export function thriftOf(
  records: readonly RequestRecord[],
  diedWithinMs = 10_000,
): Thrift {
  const known = new Map<string, RequestRecord>();
  const thrift: Thrift = {
    tokens: 0,
    excused: 0,
    needless: 0,
    least: 0,
    overBudget: 0,
    needlessRequests: [],
  };
  const waste = (record: RequestRecord, tokens: number, why: string): void => {
    thrift.needless += tokens;
    const { id, path } = record;
    thrift.needlessRequests.push({ id, path, tokens, why });
  };

  for (const record of records) {
    const cost = record.tokenCost ?? 0;
    thrift.tokens += cost;
    const isScripted = record.fault !== undefined;
    if ([420, 429].includes(record.status) && !isScripted) thrift.overBudget++;
    if (cost === 0) continue;
    if (
      !hasArrived(record, diedWithinMs) ||
      (isScripted && record.status >= 400)
    )
      thrift.excused += cost;
    else if (record.status >= 400)
      waste(record, cost, `answered ${record.status}`);
    else {
      const url = `${record.path}?${record.query["page"] ?? "1"}`;
      const last = known.get(url);
      known.set(url, record);
      if (last?.etag !== record.etag || record.etag === undefined) continue;
      if (Date.parse(record.time) < (last?.expiresMs ?? 0))
        waste(record, cost, "asked again before it expired");
      else if (record.status === 200)
        waste(record, 1, "unchanged, but asked for without its ETag");
    }
  }
  thrift.least = thrift.tokens - thrift.excused - thrift.needless;
  return thrift;
}

function hasArrived(record: RequestRecord, diedWithinMs: number): boolean {
  if (!record.isDelivered || record.isDamaged === true) return false;
  if (record.processDiedAtMs === undefined) return true;
  const { answeredAtMs = record.askedAtMs } = record;
  return record.processDiedAtMs - answeredAtMs > diedWithinMs;
}

import type { RequestRecord } from "./request-record.ts";

interface RequestSum {
  requests: number;
  tokens: number;
  byStatus: Record<string, number>;
}

export interface RequestTotals {
  requests: number;
  byService: Record<string, number>;
  byStatus: Record<string, number>;
  tokensByGroup: Record<string, number>;
  /** By rate-limit group and who pays, e.g. `char-killmail simulator-demo:2129000001`. */
  bySubject: Record<string, RequestSum>;
  /** By method and pattern of the path. */
  byRoute: Record<string, RequestSum>;
  /** By method and path with its page; what exceeds 50,000 paths stands under `(others)`. */
  byPath: Record<string, RequestSum>;
  /** Answers a fault shaped, by its name. */
  byFault: Record<string, number>;
  /** Requests that are in the totals but no longer in the records. */
  forgottenRecords: number;
}

const mostKeys = 50_000;

/** Counts requests as they come, in memory that does not grow with their number. */
export function createTotals(): {
  add: (record: RequestRecord) => void;
  read: () => RequestTotals;
} {
  const counts = {
    byService: new Map<string, number>(),
    byStatus: new Map<string, number>(),
    tokensByGroup: new Map<string, number>(),
    byFault: new Map<string, number>(),
  };
  const sums = {
    bySubject: new Map<string, RequestSum>(),
    byRoute: new Map<string, RequestSum>(),
    byPath: new Map<string, RequestSum>(),
  };
  let requests = 0;
  return {
    add(record) {
      requests++;
      const { method, path, group, subject, fault, tokenCost = 0 } = record;
      count(counts.byService, record.service);
      count(counts.byStatus, String(record.status));
      if (group !== undefined) count(counts.tokensByGroup, group, tokenCost);
      if (fault !== undefined) count(counts.byFault, fault);
      if (group !== undefined && subject !== undefined)
        sum(sums.bySubject, `${group} ${subject}`, record);
      sum(sums.byRoute, `${method} ${record.route ?? "(no route)"}`, record);
      const page = record.query["page"];
      const suffix = page === undefined ? "" : `?page=${page}`;
      sum(sums.byPath, `${method} ${path}${suffix}`, record);
    },
    read: () => ({
      requests,
      byService: Object.fromEntries(counts.byService),
      byStatus: Object.fromEntries(counts.byStatus),
      tokensByGroup: Object.fromEntries(counts.tokensByGroup),
      bySubject: structuredClone(Object.fromEntries(sums.bySubject)),
      byRoute: structuredClone(Object.fromEntries(sums.byRoute)),
      byPath: structuredClone(Object.fromEntries(sums.byPath)),
      byFault: Object.fromEntries(counts.byFault),
      forgottenRecords: 0,
    }),
  };
}

function count(counts: Map<string, number>, key: string, amount = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + amount);
}

function sum(
  sums: Map<string, RequestSum>,
  wanted: string,
  { status, tokenCost = 0 }: RequestRecord,
): void {
  const key = sums.has(wanted) || sums.size < mostKeys ? wanted : "(others)";
  let entry = sums.get(key);
  if (!entry) {
    entry = { requests: 0, tokens: 0, byStatus: {} };
    sums.set(key, entry);
  }
  entry.requests++;
  entry.tokens += tokenCost;
  entry.byStatus[status] = (entry.byStatus[status] ?? 0) + 1;
}

import type { RequestRecord } from "./request-record.ts";
import type { RequestTotals } from "./request-totals.ts";
import { createTotals } from "./request-totals.ts";

export interface RequestFilter {
  since?: Date | undefined;
  service?: string | undefined;
  /** Part of the path. */
  path?: string | undefined;
  subject?: string | undefined;
  process?: string | undefined;
  /** Answers that did not arrive, or whose receiver died afterwards. */
  isLost?: boolean | undefined;
  /** The newest so many. */
  limit?: number | undefined;
}

export interface RequestLog {
  nextId(): number;
  add(record: RequestRecord): void;
  records(filter?: RequestFilter): RequestRecord[];
  totals(): RequestTotals;
  /** A client process died: its records say so; returns how many. */
  processDied(process: string, atMs: number): number;
  clear(): void;
}

/** Ten minutes at 300 requests a second; a record takes about a kilobyte. */
const keptRecords = 200_000;

/** The last requests, and totals over all of them since it was cleared. */
export function createRequestLog(kept: number = keptRecords): RequestLog {
  let records: RequestRecord[] = [];
  let totals = createTotals();
  let lastId = 0;
  let forgotten = 0;
  return {
    nextId: () => ++lastId,
    add(record) {
      records.push(record);
      if (records.length > kept * 1.1) {
        forgotten += records.length - kept;
        records = records.slice(-kept);
      }
      totals.add(record);
    },
    records(filter = {}) {
      const found = records.filter((record) => isWanted(record, filter));
      return filter.limit === undefined ? found : found.slice(-filter.limit);
    },
    totals: () => ({ ...totals.read(), forgottenRecords: forgotten }),
    processDied(process, atMs) {
      const reached = records.filter(
        (record) =>
          record.process === process &&
          record.processDiedAtMs === undefined &&
          record.askedAtMs <= atMs,
      );
      for (const record of reached) record.processDiedAtMs = atMs;
      return reached.length;
    },
    clear() {
      records = [];
      totals = createTotals();
      forgotten = 0;
    },
  };
}

function isWanted(record: RequestRecord, filter: RequestFilter): boolean {
  const { since, service, path, subject, process, isLost } = filter;
  return (
    (since === undefined || record.time >= since.toISOString()) &&
    (service === undefined || record.service === service) &&
    (path === undefined || record.path.includes(path)) &&
    (subject === undefined || record.subject === subject) &&
    (process === undefined || record.process === process) &&
    (isLost === undefined ||
      isLost === (!record.isDelivered || record.processDiedAtMs !== undefined))
  );
}

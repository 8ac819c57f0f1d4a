/** One request to one of the services, with what it cost. */
export interface RequestRecord {
  /** Simulator time, ISO 8601 with milliseconds. */
  time: string;
  service: ServiceName;
  method: string;
  path: string;
  /** Without tokens, codes and secrets. */
  query: Record<string, string>;
  status: number;
  /** Rate-limit group and subject where the route has one. */
  group?: string;
  subject?: string;
  tokenCost?: number;
  userAgent?: string;
  /** Name of the fault that shaped this answer, if any. */
  fault?: string;
  /** False while the answer is on its way, and for ever if its receiver died. */
  isDelivered: boolean;
}

export type ServiceName = "sso" | "esi" | "images";

interface RequestTotals {
  requests: number;
  byService: Record<string, number>;
  byStatus: Record<string, number>;
  tokensByGroup: Record<string, number>;
}

export interface RequestLog {
  add(record: RequestRecord): void;
  records(): RequestRecord[];
  since(time: Date): RequestRecord[];
  totals(): RequestTotals;
  clear(): void;
}

const keptRecords = 50_000;

/** The last 50,000 requests, and totals over all of them since it was cleared. */
export function createRequestLog(): RequestLog {
  let records: RequestRecord[] = [];
  let totals = noTotals();
  return {
    add(record) {
      records.push(record);
      if (records.length > keptRecords * 1.1)
        records = records.slice(-keptRecords);
      totals.requests++;
      count(totals.byService, record.service);
      count(totals.byStatus, String(record.status));
      if (record.group !== undefined)
        count(totals.tokensByGroup, record.group, record.tokenCost ?? 0);
    },
    records: () => [...records],
    since: (time) =>
      records.filter((record) => record.time >= time.toISOString()),
    totals: () => structuredClone(totals),
    clear() {
      records = [];
      totals = noTotals();
    },
  };
}

const noTotals = (): RequestTotals => ({
  requests: 0,
  byService: {},
  byStatus: {},
  tokensByGroup: {},
});

function count(counts: Record<string, number>, key: string, amount = 1): void {
  counts[key] = (counts[key] ?? 0) + amount;
}

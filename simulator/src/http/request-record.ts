/** One request to one of the services, with what it cost and what became of its answer. */
export interface RequestRecord {
  /** Counts up from 1. */
  id: number;
  /** When the answer was computed: simulator time, ISO 8601 with milliseconds. */
  time: string;
  service: ServiceName;
  method: string;
  path: string;
  /** The route's pattern, e.g. `/esi/killmails/:killmail_id/:killmail_hash`. */
  route?: string;
  /** Without tokens, codes and secrets. */
  query: Record<string, string>;
  /** 0 when the connection was cut before there was an answer. */
  status: number;
  /** Rate-limit group and subject where the route has one. */
  group?: string;
  subject?: string;
  tokenCost?: number;
  userAgent?: string;
  /** What the client calls its process: `process/<name>` in its User-Agent. */
  process?: string;
  /** Name of the fault that shaped this answer, if any. */
  fault?: string;
  /** A fault left nothing usable of an answer with a good status. */
  isDamaged?: boolean;
  etag?: string;
  /** When the answer expires: simulator time, milliseconds since 1970. */
  expiresMs?: number;
  /** False while the answer is on its way, and for ever if its receiver died. */
  isDelivered: boolean;
  /** Connections count up from 1. The following are real time, milliseconds since 1970. */
  connection: number;
  askedAtMs: number;
  /** When the last byte was handed to the connection. */
  answeredAtMs?: number;
  connectionClosedAtMs?: number;
  /** When the process it belonged to died, as far as the simulator was told. */
  processDiedAtMs?: number;
}

export const serviceNames = [
  "sso",
  "esi",
  "images",
  "r2z2",
  "zkillboard",
  "everef",
  "janice",
  "mutamarket",
  "static-data",
] as const;

export type ServiceName = (typeof serviceNames)[number];

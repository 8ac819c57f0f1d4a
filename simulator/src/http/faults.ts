import type { ServiceName } from "./request-log.ts";

/** Something that goes wrong with matching requests, a given number of times. */
export interface Fault {
  name: string;
  service?: ServiceName | undefined;
  method?: string | undefined;
  /** Part of the path as it was asked for, e.g. `/killmails/recent`. */
  path?: string | undefined;
  /** How many requests are hit; each hit uses one up. */
  count: number;
  /** Lets this many matching requests pass before the first hit. */
  skip?: number | undefined;
  status?: number | undefined;
  headers?: Record<string, string> | undefined;
  body?: "json" | "html" | undefined;
  latencyMs?: number | undefined;
  truncate?: boolean | undefined;
}

export interface FaultBook {
  add(fault: Fault): void;
  list(): Fault[];
  clear(): void;
  take(request: {
    service: ServiceName;
    method: string;
    path: string;
  }): Fault | undefined;
}

/** The faults that are scripted and not used up yet; the oldest that matches strikes. */
export function createFaultBook(): FaultBook {
  let faults: Fault[] = [];
  return {
    add(fault) {
      faults.push({ ...fault });
    },
    list: () => faults.map((fault) => ({ ...fault })),
    clear() {
      faults = [];
    },
    take({ service, method, path }) {
      const fault = faults.find(
        (candidate) =>
          (candidate.service === undefined || candidate.service === service) &&
          (candidate.method === undefined || candidate.method === method) &&
          (candidate.path === undefined || path.includes(candidate.path)),
      );
      if (!fault) return undefined;
      if (fault.skip !== undefined && fault.skip > 0) {
        fault.skip--;
        return undefined;
      }
      fault.count--;
      if (fault.count <= 0) faults = faults.filter((other) => other !== fault);
      return { ...fault };
    },
  };
}

import type { Simulator } from "../../simulator/src/index.ts";
import type { TcpProxy } from "../support/tcp-proxy.ts";
import type { TortureWorkers } from "./torture-workers.ts";

export interface TortureActions {
  doOne(): Promise<void>;
  kills(): number;
  /** How often each wrong was done. */
  counts(): Record<string, number>;
}

const body = "/killmails/*/*$";
const list = "/killmails/recent";
/** What ESI and SSO do on bad days; a few requests each. */
const faults = {
  "502 as HTML": { service: "esi", status: 502, body: "html", count: 3 },
  "500 on bodies": { service: "esi", path: body, status: 500, count: 4 },
  "504 on lists": { service: "esi", path: list, status: 504, count: 2 },
  "429 without headers": {
    service: "esi",
    path: body,
    status: 429,
    headers: { "retry-after": "5" },
    count: 2,
  },
  "slow answers": { service: "esi", latencyMs: 400, count: 10 },
  "held after paying": { service: "esi", holdMs: 300, count: 5 },
  "truncated JSON": { service: "esi", truncate: true, count: 3 },
  "connection dropped before": { service: "esi", drop: "before", count: 3 },
  "connection dropped midway": { service: "esi", drop: "midway", count: 3 },
  "later schema": { service: "esi", schema: "later", count: 10 },
  "SSO down": {
    service: "sso",
    path: "token",
    status: 503,
    body: "html",
    count: 2,
  },
  downtime: { service: "esi", downtime: { status: 503 }, durationMs: 30_000 },
} satisfies Record<string, Parameters<Simulator["faults"]["add"]>[0]>;

/** Chooses by dice what goes wrong next: processes, connections, or EVE itself. */
export function createTortureActions(deps: {
  simulator: Simulator;
  proxies: readonly TcpProxy[];
  workers: TortureWorkers;
  random: () => number;
  log: (line: string) => void;
}): TortureActions {
  const { simulator, proxies, workers, random, log } = deps;
  const done = new Map<string, number>();
  let kills = 0;
  const pick = <Item>(items: readonly Item[]): Item | undefined =>
    items[Math.floor(random() * items.length)];
  const note = (what: string) => done.set(what, (done.get(what) ?? 0) + 1);

  return {
    async doOne() {
      const dice = random();
      if (dice < 0.35) {
        kills++;
        note("kill -9");
        log(`Killed ${await workers.killOne(random)}`);
      } else if (dice < 0.6) {
        note("connections cut");
        pick(proxies)?.cut();
      } else {
        const [name, fault] = pick(Object.entries(faults)) ?? [];
        if (name === undefined || fault === undefined) return;
        note(name);
        simulator.faults.add({ name, ...fault });
      }
    },
    kills: () => kills,
    counts: () => Object.fromEntries(done),
  };
}

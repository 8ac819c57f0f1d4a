/** A kind of process that works on tasks, and may hold an office. Started by `workers/main.ts <name>`. */
export interface FleetProcess {
  readonly name: string;
  /** Names of task contracts; each is in one line only. */
  readonly tasks: readonly string[];
  /** Work that never ends, done by one of these processes at a time beside its tasks: whoever holds the office. */
  readonly office?: "live-feed";
  /** How many orders of each of its tasks one process works on at a time. */
  readonly prefetch: number;
  /** How many of these processes PM2 starts. */
  readonly instances: number;
}

/** Everything that is worked on, one line a process. `npm run ecosystem` writes ecosystem.config.js from it. */
// prettier-ignore
export const fleet: readonly FleetProcess[] = [
  { name: "user-killmails", tasks: ["sync-character-killmails", "check-character", "refresh-affiliations"], prefetch: 1, instances: 1 },
  { name: "corporation-killmails", tasks: ["sync-corporation-killmails", "check-director", "switch-off-mover"], prefetch: 1, instances: 1 },
  { name: "killmails", tasks: ["fetch-killmail"], prefetch: 10, instances: 1 },
  { name: "wars", tasks: ["list-wars", "read-war"], prefetch: 2, instances: 1 },
  { name: "live-feed", office: "live-feed", tasks: ["repair-public-day", "compare-public-days", "compare-public-day"], prefetch: 1, instances: 1 },
  { name: "zkillboard", tasks: ["read-zkillboard-page"], prefetch: 2, instances: 1 },
  { name: "info-characters", tasks: ["resolve-characters", "refresh-characters"], prefetch: 10, instances: 1 },
  { name: "info-corporations", tasks: ["resolve-corporations", "refresh-corporations"], prefetch: 5, instances: 1 },
  { name: "info-alliances", tasks: ["resolve-alliances", "refresh-alliances"], prefetch: 3, instances: 1 },
  { name: "info-types", tasks: ["learn-types", "learn-systems", "note-entities", "note-universe", "check-static-data"], prefetch: 10, instances: 1 },
  { name: "prices", tasks: ["update-market-history", "refresh-esi-prices", "note-prices", "read-type-histories", "ask-janice", "ask-mutamarket"], prefetch: 1, instances: 1 },
  { name: "values", tasks: ["value-killmails", "note-new-prices", "revalue-day"], prefetch: 2, instances: 1 },
];

import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { type App, createApp } from "@killreport/backend/app.ts";
import {
  type CharacterId,
  type CorporationId,
  type GrantId,
  silentLogger,
  type Viewer,
} from "@killreport/backend/kernel/index.ts";
import { corporationScopes } from "@killreport/backend/features/corporation-sync/index.ts";
import { loadConfig } from "@killreport/backend/platform/config/index.ts";
import { type FleetProcess, fleet } from "@killreport/workers/fleet.ts";
import { startProcess } from "@killreport/workers/start-process.ts";
import {
  type BenchDatabase,
  openBenchDatabase,
} from "./open-bench-database.ts";
import { type BenchEve, startBenchEve } from "./start-bench-eve.ts";
import { createStatementLog, type StatementLog } from "./statement-log.ts";

export interface BenchPilot {
  readonly characterId: CharacterId;
  readonly corporationId: CorporationId;
  readonly grantId: GrantId;
  readonly viewer: Viewer;
}

/** A whole site without workers; its time stands in the bench's hand. */
export interface BenchSite {
  readonly app: App;
  readonly pilots: readonly BenchPilot[];
  readonly statements: StatementLog;
  /** Messages published so far, each of which is a transaction of its own where Redis is not used. */
  published(): number;
  advance(ms: number): void;
  /** The pilot lets the corporation's list be read. */
  direct(pilot: BenchPilot): Promise<void>;
  /** Works off all that is due, by one worker process with so many orders of a task at a time. */
  workOff(prefetch: number, meanwhile?: () => Promise<void>): Promise<void>;
  untilIdle(): Promise<void>;
}

const lines: readonly FleetProcess[] = fleet.filter(({ name }) =>
  ["user-killmails", "corporation-killmails"].includes(name),
);

/** Whatever becomes of the work, nothing of the site is left afterwards. */
export async function withBenchSite<Result>(
  serverUrl: string | undefined,
  work: (site: BenchSite) => Promise<Result>,
): Promise<Result> {
  const database = await openBenchDatabase(serverUrl);
  try {
    const eve = await startBenchEve();
    try {
      const app = await openApp(database, eve);
      try {
        return await work(await populate(app, eve));
      } finally {
        await app.close();
      }
    } finally {
      await eve.stop();
    }
  } finally {
    await database.drop();
  }
}

function openApp(database: BenchDatabase, eve: BenchEve): Promise<App> {
  return createApp(
    loadConfig({
      NODE_ENV: "test",
      PORT: "4000",
      CONTACT: "bench",
      KILLREPORT_DATA_DIR: database.dataDir,
      DATABASE_URL: database.url,
      EVE_CLIENT_ID: eve.demoClient.id,
      EVE_CLIENT_SECRET: eve.demoClient.secret,
      EVE_CALLBACK_URL: "http://localhost:4000/auth/callback",
      EVE_SSO_URL: eve.services.sso,
      ESI_URL: eve.services.esi,
      STATIC_DATA_URL: eve.services.staticData,
      LIVE_FEED: "off",
      PRICE_SOURCES: "none",
      ENCRYPTION_KEYS: `bench:${randomBytes(32).toString("base64")}`,
      SESSION_SECRET: randomBytes(32).toString("base64"),
    }),
    { clock: eve.clock, log: silentLogger },
  );
}

/** Everybody of the simulator's is logged in, and listed once. */
async function populate(app: App, eve: BenchEve): Promise<BenchSite> {
  const statements = createStatementLog(app.database);
  let published = 0;
  const publish = app.pubsub.publish.bind(app.pubsub);
  app.pubsub.publish = (...message) => {
    published++;
    return publish(...message);
  };

  async function logIn(
    characterId: number,
    scopes: readonly string[] = [],
  ): Promise<Viewer> {
    const { authorizeUrl, flow } = await app.accounts.beginLogin({ scopes });
    const answer = await fetch(
      `${authorizeUrl}&simulate_character=${characterId}`,
      { redirect: "manual" },
    );
    const { accountId } = await app.accounts.completeLogin({
      callbackUrl: new URL(answer.headers.get("location") ?? ""),
      flow,
      sessionToken: undefined,
    });
    return { kind: "account", accountId };
  }

  async function untilIdle(): Promise<void> {
    for (;;) {
      const { rows } = await app.database.pool.query(
        "SELECT 1 FROM outbox WHERE task <> 'fetch-killmail' AND dead_at IS NULL LIMIT 1",
      );
      if (rows.length === 0) return;
      await pause(5);
    }
  }

  async function workOff(
    prefetch: number,
    meanwhile = () => Promise.resolve(),
  ): Promise<void> {
    const worker = await startProcess(app, {
      name: "bench",
      lines: lines.map((line) => ({ ...line, prefetch })),
    });
    try {
      app.outbox.poke();
      await meanwhile();
      await untilIdle();
    } finally {
      await worker.close();
    }
  }

  const found = await fetch(`${eve.url}/simulator/characters?limit=500`);
  const { characters } = (await found.json()) as {
    characters: {
      id: CharacterId;
      corporationId: CorporationId;
      roles: string[];
    }[];
  };
  const pilots: BenchPilot[] = [];
  // Directors first.
  for (const { id, corporationId } of characters.toSorted(
    (a, b) => b.roles.length - a.roles.length,
  )) {
    const viewer = await logIn(id);
    const link = await app.accounts.linkedCharacter(id);
    if (link === null) throw new Error(`${id} could not be linked`);
    const { grantId } = link;
    pilots.push({ characterId: id, corporationId, grantId, viewer });
  }
  await workOff(4);

  return {
    app,
    pilots,
    statements,
    published: () => published,
    advance(ms) {
      eve.advance(ms);
    },
    async direct({ characterId, viewer }) {
      await app.corporationSync.setEnabled(viewer, characterId, true);
      await logIn(characterId, corporationScopes);
      await workOff(1);
    },
    workOff,
    untilIdle,
  };
}

import { randomBytes } from "node:crypto";
import { type Simulator, startSimulator } from "@killreport/simulator";
import { createTestDatabase } from "../../../../../tests/support/database.ts";
import {
  type CharacterId,
  createMovableClock,
  defineTask,
  listen,
  type MovableClock,
  silentLogger,
  type TaskContract,
  UnavailableError,
  type Viewer,
} from "../../../kernel/index.ts";
import { createKeyRing } from "../../../platform/crypto/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import {
  createEsi,
  createPostgresBudget,
} from "../../../platform/esi/index.ts";
import { createOutbox } from "../../../platform/queue/index.ts";
import { createSso } from "../../../platform/sso/index.ts";
import {
  type Accounts,
  createAccounts,
  createLoginFlowSeal,
} from "../../accounts/index.ts";
import { createKillmails } from "../../killmails/index.ts";
import {
  type CharacterMoved,
  characterMoved,
  type CharacterSync,
  createCharacterSync,
  linkedCharacterChannel,
  syncCharacterKillmails,
} from "../index.ts";

const hearOfMoves = defineTask<CharacterMoved>({
  name: "hear-of-moves",
  version: 1,
  payload: characterMoved.payload,
});

/** A site with everything real but its queue: orders stay in the outbox, and a test hands them over itself. */
export interface SyncSite {
  database: Database;
  clock: MovableClock;
  simulator: Simulator;
  accounts: Accounts;
  sync: CharacterSync;
  /** Characters of the simulator with mails to list. */
  pilots: [alice: CharacterId, bob: CharacterId];
  /** Characters told of on pub/sub. */
  published: number[];
  /** From now on pub/sub is away: publishing fails. */
  losePubSub(): void;
  /** How often the relay was told that there is something to hand on. */
  pokes(): number;
  /** Changes answers of ESI on their way, for what the simulator does not do by itself. */
  meddle: (change: (request: Request, answer: Response) => Response) => void;
  logIn(characterId: number, scopes?: readonly string[]): Promise<Viewer>;
  control(path: string, body: object): Promise<void>;
  /** Runs the order's handler, as a consumer would. */
  run(
    characterId: number,
    flags?: { force?: true; full?: true },
  ): Promise<void>;
  /** Runs the handler of any of the feature's tasks once. */
  handle<P>(contract: TaskContract<P>, payload: P): Promise<void>;
  /** The list's requests to ESI since the last call, as "page status cost". */
  requests(): string[];
  row(characterId: number): Promise<{
    state: string;
    message: string;
    lastSyncAt: Date | null;
    lastNewAt: Date | null;
    nextSyncAt: Date | null;
    lookAt: Date | null;
  }>;
  cursor(): Promise<{
    etag: string | null;
    position: unknown;
    expiresAt: Date | null;
  } | null>;
  /** Payloads of a task's orders. */
  payloads(task: string): Promise<unknown[]>;
  /** What listeners of `characterMoved` are told. */
  moves(): Promise<unknown[]>;
  orders(): Promise<
    { key: string | null; payload: unknown; priority: number; dueAt: Date }[]
  >;
  close(): Promise<void>;
}

export async function createSyncSite(): Promise<SyncSite> {
  const clock = createMovableClock();
  const test = await createTestDatabase();
  const { database } = test;
  const simulator = await startSimulator({
    port: 0,
    clock,
    liveKillsEveryMs: 0,
  });
  const { prisma } = database;
  const payloads = async (task: string) => {
    const rows = await prisma.outbox.findMany({
      where: { task },
      orderBy: { id: "asc" },
    });
    return rows.map(({ payload }) => payload);
  };
  const published: number[] = [];
  let isPubSubAway = false;
  const pubsub = {
    publish: (channel: string, payload: string) => {
      if (isPubSubAway)
        return Promise.reject(new UnavailableError("Redis is away"));
      if (channel === linkedCharacterChannel)
        published.push(
          (JSON.parse(payload) as { characterId: number }).characterId,
        );
      return Promise.resolve();
    },
    subscribe: () => Promise.resolve(() => Promise.resolve()),
    close: () => Promise.resolve(),
  };
  let change = (_request: Request, answer: Response) => answer;
  const outbox = createOutbox({
    clock,
    listeners: [listen(characterMoved, hearOfMoves)],
  });
  let pokes = 0;
  outbox.onPoke(() => pokes++);
  const shared = { database, clock, outbox, pubsub, log: silentLogger };
  const budget = createPostgresBudget({ database });
  const esi = createEsi({
    ...shared,
    baseUrl: simulator.services.esi,
    userAgent: "KillReport tests (pilot@example.org)",
    applicationId: simulator.demoClient.id,
    budget,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      return change(request, await fetch(request));
    },
  });
  const killmails = createKillmails(shared);
  const sessionSecret = randomBytes(32).toString("hex");
  const accounts = createAccounts({
    ...shared,
    sso: createSso({
      ssoUrl: simulator.services.sso,
      clientId: simulator.demoClient.id,
      clientSecret: simulator.demoClient.secret,
      callbackUrl: "http://localhost:4000/auth/callback",
      clock,
    }),
    keyRing: createKeyRing([{ id: "test", key: randomBytes(32) }]),
    seal: createLoginFlowSeal({ sessionSecret, clock }),
    onLinked: (tx, link) => sync.scheduleFirstSync(tx, link),
  });
  const sync = createCharacterSync({
    ...shared,
    accounts,
    killmails,
    esi,
    budget,
    applicationId: simulator.demoClient.id,
  });
  async function handle<P>(
    { name }: TaskContract<P>,
    payload: P,
  ): Promise<void> {
    const { handler } =
      sync.implementations.find(({ contract }) => contract.name === name) ??
      noHandler(name);
    const context = { taskId: "1", attempt: 1, log: silentLogger };
    await handler(payload, { ...context, priority: "live" });
  }
  let seen = 0;
  const found = await fetch(`${simulator.url}/simulator/characters?limit=2`);
  const { characters } = (await found.json()) as {
    characters: [{ id: CharacterId }, { id: CharacterId }];
  };

  return {
    pilots: [characters[0].id, characters[1].id],
    database,
    clock,
    simulator,
    accounts,
    sync,
    published,
    pokes: () => pokes,
    losePubSub() {
      isPubSubAway = true;
    },
    meddle: (next) => {
      change = next;
    },
    async logIn(characterId, scopes = []) {
      const { authorizeUrl, flow } = await accounts.beginLogin({ scopes });
      const answer = await fetch(
        `${authorizeUrl}&simulate_character=${characterId}`,
        { redirect: "manual" },
      );
      const callbackUrl = new URL(answer.headers.get("location") ?? "");
      const { accountId } = await accounts.completeLogin({
        callbackUrl,
        flow,
        sessionToken: undefined,
      });
      return { kind: "account", accountId };
    },
    async control(path, body) {
      const answer = await fetch(`${simulator.url}/simulator${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      if (!answer.ok)
        throw new Error(`The simulator answered ${await answer.text()}`);
    },
    run: (characterId, flags = {}) =>
      handle(syncCharacterKillmails, { characterId, reason: "due", ...flags }),
    handle,
    requests() {
      const all = simulator
        .requests()
        .filter(({ path }) => path.endsWith("/killmails/recent"));
      const fresh = all.slice(seen);
      seen = all.length;
      return fresh.map(
        ({ query, status, tokenCost }) =>
          `${query["page"] ?? "-"} ${status} ${tokenCost ?? "-"}`,
      );
    },
    row: (characterId) =>
      prisma.characterSync.findUniqueOrThrow({ where: { characterId } }),
    cursor: () =>
      prisma.sourceCursor.findFirst({
        where: { source: "character-killmails" },
      }),
    payloads,
    moves: () => payloads(hearOfMoves.name),
    orders: () =>
      prisma.outbox.findMany({
        where: { task: "sync-character-killmails" },
        orderBy: { id: "asc" },
        select: { key: true, payload: true, priority: true, dueAt: true },
      }),
    async close() {
      await simulator.stop();
      await test.drop();
    },
  };
}

function noHandler(task: string): never {
  throw new Error(`There is no handler for ${task}`);
}

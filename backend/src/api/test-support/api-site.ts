import { createHash, randomBytes } from "node:crypto";
import { createTestDatabase } from "../../../../tests/support/database.ts";
import { createApp, type App, type AppOptions } from "../../app.ts";
import {
  id,
  silentLogger,
  systemClock,
  type AccountId,
  type CharacterId,
  type CorporationId,
  type GrantId,
  type KillmailId,
} from "../../kernel/index.ts";
import { loadConfig } from "../../platform/config/index.ts";
import type { EsiKillmail } from "../../features/killmails/index.ts";
import { killmailHash } from "../../features/killmails/index.ts";
import { startApi, type Api, type ApiOptions } from "../start-api.ts";
import { testEnvironment } from "./test-environment.ts";

/** The API on a database of its own, with accounts made by hand: no SSO, no workers. */
export interface ApiSite {
  readonly url: string;
  readonly routes: Api["routes"];
  readonly app: App;
  /** Statements sent to the database since the last call. */
  countStatements(): number;
  /** An account with one linked character and a session. */
  pilot(characterId: number): Promise<Pilot>;
  /** Shows mails to a grant (null: to everybody), or to a corporation through its director's, stores and announces them. */
  show(
    to: GrantId | null | { grantId: GrantId; corporationId: CorporationId },
    ...mails: readonly EsiKillmail[]
  ): Promise<void>;
  close(): Promise<void>;
}

export interface Pilot {
  readonly accountId: AccountId;
  readonly characterId: CharacterId;
  readonly grantId: GrantId;
  readonly sessionToken: string;
  readonly cookie: string;
}

export async function startApiSite(
  options: {
    app?: AppOptions;
    api?: Partial<ApiOptions>;
    env?: Record<string, string>;
  } = {},
): Promise<ApiSite> {
  const test = await createTestDatabase();
  const env = { ...testEnvironment(test.url), ...options.env };
  const app = await createApp(loadConfig(env), {
    log: silentLogger,
    // PostgreSQL's is read now and then, which would count as statements.
    clock: systemClock,
    ...options.app,
  });
  const api = await startApi(app, {
    port: 0,
    host: "127.0.0.1",
    ...options.api,
  });
  const { prisma, pool } = app.database;
  let statements = 0;
  pool.on("acquire", () => {
    statements++;
  });

  return {
    url: api.url,
    routes: api.routes,
    app,
    countStatements: () => {
      const counted = statements;
      statements = 0;
      return counted;
    },
    async pilot(characterId) {
      const now = app.clock.now();
      const account = await prisma.account.create({ data: { createdAt: now } });
      const owner = { accountId: account.id, characterId, ownerHash: "owner" };
      const grant = await prisma.grant.create({
        data: { ...owner, grantedAt: now },
      });
      await prisma.linkedCharacter.create({
        data: {
          ...owner,
          grantId: grant.id,
          name: `Pilot ${characterId}`,
          scopes: ["esi-killmails.read_killmails.v1"],
          linkedAt: now,
          sync: {
            create: {
              state: "idle",
              message: "Up to date.",
              lastSyncAt: now,
              updatedAt: now,
            },
          },
        },
      });
      const sessionToken = randomBytes(32).toString("base64url");
      await prisma.session.create({
        data: {
          tokenHash: createHash("sha256").update(sessionToken).digest(),
          accountId: account.id,
          createdAt: now,
          expiresAt: new Date(now.getTime() + 3_600_000),
        },
      });
      return {
        accountId: id(account.id),
        characterId: id(characterId),
        grantId: id(grant.id),
        sessionToken,
        cookie: `killreport_session=${sessionToken}`,
      };
    },
    async show(to, ...mails) {
      const shown =
        to === null
          ? { source: "zkillboard", grantId: null }
          : typeof to === "number"
            ? { source: "character", grantId: to }
            : { source: "corporation", ...to };
      const references = mails.map((mail) => ({
        killmailId: id<KillmailId>(mail.killmail_id),
        hash: killmailHash(mail),
      }));
      await app.database.transaction((tx) =>
        app.killmails.record(tx, {
          references,
          ...shown,
          priority: "live",
        }),
      );
      await app.killmails.announce();
      await app.killmails.store(
        mails.map((body, index) => ({
          reference: references[index] ?? neverMissing(),
          body,
          priority: "live",
        })),
      );
    },
    async close() {
      await api.close();
      await app.close();
      await test.drop();
    },
  };
}

function neverMissing(): never {
  throw new Error("A mail without its reference");
}

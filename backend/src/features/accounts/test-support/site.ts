import { randomBytes } from "node:crypto";
import {
  id,
  type AccountId,
  type CharacterId,
  type GrantId,
  type Logger,
  type MovableClock,
} from "../../../kernel/index.ts";
import { createKeyRing } from "../../../platform/crypto/index.ts";
import type {
  Database,
  Transaction,
} from "../../../platform/database/index.ts";
import { createSso } from "../../../platform/sso/index.ts";
import {
  createAccounts,
  createLoginFlowSeal,
  type Accounts,
  type AccountsDeps,
  type CompletedLogin,
} from "../index.ts";

export const callbackUrl = "http://localhost:4000/auth/callback";

/** What a site of its own needs beside EVE SSO; processes of one site share it. */
export interface Site {
  database: Database;
  clock: MovableClock;
  /** Every line logged, as JSON. */
  lines: string[];
  linked: { characterId: CharacterId; grantId: GrantId }[];
  pokes: number;
  /** Another process of the same site. */
  process(override?: Partial<AccountsDeps>): Accounts;
}

export function createSite(
  database: Database,
  clock: MovableClock,
  eve: { ssoUrl: string; clientId: string; clientSecret: string },
): Site {
  const lines: string[] = [];
  const log = capturing(lines);
  const keyRing = createKeyRing([{ id: "test", key: randomBytes(32) }]);
  const sessionSecret = randomBytes(32).toString("hex");
  const site: Site = {
    database,
    clock,
    lines,
    linked: [],
    pokes: 0,
    process: (override) =>
      createAccounts({
        database,
        clock,
        log,
        keyRing,
        seal: createLoginFlowSeal({ sessionSecret, clock }),
        sso: createSso({ ...eve, callbackUrl, clock }),
        outbox: { poke: () => site.pokes++ },
        onLinked: (_tx: Transaction, character) => {
          site.linked.push(character);
          return Promise.resolve();
        },
        ...override,
      }),
  };
  return site;
}

/** Goes to the simulator's login page, chooses the character and comes back to our callback's address. */
export async function visitSso(
  authorizeUrl: string,
  characterId: number,
): Promise<URL> {
  const response = await fetch(
    `${authorizeUrl}&simulate_character=${characterId}`,
    { redirect: "manual" },
  );
  const location = response.headers.get("location");
  if (location === null)
    throw new Error(`EVE SSO answered ${response.status} to the login`);
  return new URL(location);
}

/** One whole login in a browser that holds this session, if any. */
export async function logIn(
  accounts: Accounts,
  characterId: number,
  sessionToken?: string,
): Promise<CompletedLogin> {
  const { authorizeUrl, flow } = await accounts.beginLogin();
  return accounts.completeLogin({
    callbackUrl: await visitSso(authorizeUrl, characterId),
    flow,
    sessionToken,
  });
}

export async function countRows(database: Database) {
  const { account, grant, linkedCharacter, session } = database.prisma;
  return {
    accounts: await account.count(),
    grants: await grant.count(),
    characters: await linkedCharacter.count(),
    sessions: await session.count(),
  };
}

export async function characterIds(
  accounts: Accounts,
  accountId: AccountId,
): Promise<number[]> {
  return (await accounts.linkedCharacters(accountId)).map(
    (character) => character.characterId,
  );
}

export const character = (value: number): CharacterId => id(value);

function capturing(lines: string[], bound: object = {}): Logger {
  const write = (level: string) => (fields: object, message: string) => {
    lines.push(JSON.stringify({ level, ...bound, ...fields, message }));
  };
  return {
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
    child: (fields) => capturing(lines, { ...bound, ...fields }),
  };
}

import {
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "dotenv";
import { afterAll, expect, test } from "vitest";
import { projectFolder } from "./environment.ts";
import { loadConfig } from "./load-config.ts";
import { variables } from "./variables.ts";

const folder = mkdtempSync(join(tmpdir(), "killreport-config-"));
afterAll(() => rmSync(folder, { recursive: true }));

const nothing = { KILLREPORT_DATA_DIR: folder };
const application = {
  ...nothing,
  EVE_CLIENT_ID: "id",
  EVE_CLIENT_SECRET: "secret",
  EVE_CALLBACK_URL: "https://kills.example/auth/callback",
};
const key = Buffer.alloc(32, 7).toString("base64");

test("with nothing set, all of EVE is the simulator and the secrets are made once", () => {
  const config = loadConfig(nothing);
  expect(config).toMatchObject({
    port: 4000,
    databaseUrl: null,
    rabbitmqUrl: null,
    redisUrl: null,
    isSimulated: true,
    esiUrl: "http://localhost:4100/esi",
    publicUrl: "http://localhost:4000",
    sso: {
      url: "http://localhost:4100",
      callbackUrl: "http://localhost:4000/auth/callback",
    },
  });
  expect(config.encryptionKeys[0]?.key.byteLength).toBe(32);
  expect(statSync(join(folder, "keys.json")).mode & 0o777).toBe(0o600);
  expect(loadConfig(nothing)).toEqual(config);
});

test("with an application of EVE's, the real services are spoken to", () => {
  expect(loadConfig({ ...application, CONTACT: "ops" })).toMatchObject({
    isSimulated: false,
    esiUrl: "https://esi.evetech.net",
    imagesUrl: "https://images.evetech.net",
    publicUrl: "https://kills.example",
    userAgent: expect.stringMatching(/^KillReport\/\d.* \(ops\)$/) as string,
  });
});

test("every problem is named at once, each with what to do", () => {
  const load = () =>
    loadConfig({
      ...nothing,
      PORT: "80 80",
      DATABASE_URL: "localhost",
      EVE_CLIENT_SECRET: "secret",
      SESSION_SECRET: "short",
      SIMULATOR_REPLAY: "60",
    });
  expect(load).toThrow(/PORT must be a port number/);
  expect(load).toThrow(/DATABASE_URL must be an address like postgresql:/);
  expect(load).toThrow(/EVE_CLIENT_ID is not set, but EVE_CLIENT_SECRET is/);
  expect(load).toThrow(/EVE_CALLBACK_URL is not set/);
  expect(load).toThrow(/SESSION_SECRET must have at least 32/);
  expect(load).toThrow(/SIMULATOR_REPLAY needs SIMULATOR_DATA/);
});

test("real ESI asks for a contact, and in production for secrets of its own", () => {
  const load = () => loadConfig({ ...application, NODE_ENV: "production" });
  expect(load).toThrow(/CONTACT is not set/);
  expect(load).toThrow(/ENCRYPTION_KEYS is not set/);
  expect(load).toThrow(/SESSION_SECRET is not set/);
});

test("the first of several encryption keys is the one to encrypt with", () => {
  const config = loadConfig({
    ...nothing,
    ENCRYPTION_KEYS: `new:${key}, old:${key}`,
  });
  expect(config.encryptionKeys.map(({ id }) => id)).toEqual(["new", "old"]);
  expect(() =>
    loadConfig({ ...nothing, ENCRYPTION_KEYS: "k1:c2hvcnQ=" }),
  ).toThrow(/ENCRYPTION_KEYS can not be used. Key 1/);
});

test("admins are characters' ids with commas between, nobody unless named", () => {
  const adminsOf = (ADMIN_CHARACTER_IDS: string) =>
    loadConfig({ ...nothing, ADMIN_CHARACTER_IDS }).adminCharacterIds;
  expect(adminsOf("")).toEqual([]);
  expect(adminsOf("2112625428, 95465499")).toEqual([2112625428, 95465499]);
  for (const wrong of ["me", "1,,2", "0", "1.5", "99999999999999999"])
    expect(() => adminsOf(wrong)).toThrow(/ADMIN_CHARACTER_IDS must be/);
});

test("a token for the metrics is long enough not to be guessed, and fits into a header", () => {
  const tokenOf = (METRICS_TOKEN: string) =>
    loadConfig({ ...nothing, METRICS_TOKEN }).metricsToken;
  expect(tokenOf("")).toBeNull();
  expect(tokenOf("0123456789abcdef")).toBe("0123456789abcdef");
  for (const wrong of [
    "0123456789abcde",
    "0123456789 abcdef",
    "k\u00fchn".repeat(9),
  ])
    expect(() => tokenOf(wrong)).toThrow(/METRICS_TOKEN must have at least 16/);
});

/** The lines of all problems; empty when there is none. */
function problemsOf(env: Record<string, string>): string[] {
  try {
    loadConfig({ ...nothing, ...env });
    return [];
  } catch (error) {
    return (error as Error).message.split("\n").slice(1);
  }
}

test("a value that is wrong is not said to be missing too", () => {
  const wrong = {
    ...application,
    EVE_CALLBACK_URL: "kills.example",
    CONTACT: "K\u00fchn",
  };
  expect(problemsOf(wrong)).toEqual([
    expect.stringMatching(/^ {2}EVE_CALLBACK_URL must be an address/),
    expect.stringMatching(/^ {2}CONTACT must be plain ASCII/),
  ]);
});

test.each(["", "/auth/back", "/x/auth/callback", "/auth/callback?a=b"])(
  "a callback at %o, which nobody would answer, is refused",
  (path) => {
    const EVE_CALLBACK_URL = `https://kills.example${path}`;
    expect(
      problemsOf({ ...application, CONTACT: "ops", EVE_CALLBACK_URL }),
    ).toEqual([expect.stringContaining("must have the path /auth/callback")]);
  },
);

test("a retention is a whole number of years, and off unless it is given", () => {
  const years = (RETENTION_YEARS: string) =>
    loadConfig({ ...nothing, RETENTION_YEARS }).retentionYears;
  expect(years("")).toBeNull();
  expect(years("5")).toBe(5);
  for (const RETENTION_YEARS of ["0", "-1", "1.5", "5 years", "off"])
    expect(problemsOf({ RETENTION_YEARS })).toEqual([
      expect.stringMatching(
        /RETENTION_YEARS must be a whole number of years, at least 1/,
      ),
    ]);
});

test("the site and the simulator can not share a port", () => {
  expect(problemsOf({ PORT: "4100" })).toEqual([
    expect.stringContaining("SIMULATOR_PORT is 4100, and so is PORT"),
  ]);
  // Nobody starts a simulator then.
  expect(problemsOf({ ...application, CONTACT: "ops", PORT: "4100" })).toEqual(
    [],
  );
});

test("a folder of data is looked at before it is used", () => {
  expect(problemsOf({ SIMULATOR_DATA: join(folder, "nowhere") })).toEqual([
    expect.stringContaining("does not exist"),
  ]);
  expect(problemsOf({ SIMULATOR_DATA: folder })).toEqual([
    expect.stringContaining("without the folder killmails"),
  ]);
});

test.each(["", "{", "[]", '{"encryptionKeys":"x","sessionSecret":"short"}'])(
  "a file of secrets that holds %o is said to be broken, not forbidden",
  (text) => {
    const KILLREPORT_DATA_DIR = mkdtempSync(join(folder, "broken-"));
    writeFileSync(join(KILLREPORT_DATA_DIR, "keys.json"), text);
    expect(() => loadConfig({ KILLREPORT_DATA_DIR })).toThrow(
      /keys\.json, is empty or broken\. Put it back from a backup/,
    );
  },
);

test("no problem's text contains a secret", () => {
  const secret = "c2VjcmV0c2VjcmV0";
  expect(() =>
    loadConfig({
      ...nothing,
      ENCRYPTION_KEYS: `k1:${secret}`,
      SESSION_SECRET: secret,
    }),
  ).toThrow(
    expect.objectContaining({
      message: expect.not.stringContaining(secret) as string,
    }) as Error,
  );
});

test("a process is asked for its own sections only", () => {
  const { databaseUrl } = loadConfig(
    { EVE_CLIENT_ID: "half", DATABASE_URL: "postgres://h/db", PORT: "x" },
    { sections: ["database"] },
  );
  expect(databaseUrl).toBe("postgres://h/db");
});

test("each of the eight combinations of services loads", () => {
  for (let bits = 0; bits < 8; bits++) {
    const config = loadConfig({
      ...nothing,
      ...(bits & 1 && { DATABASE_URL: "postgresql://localhost/db" }),
      ...(bits & 2 && { RABBITMQ_URL: "amqp://localhost" }),
      ...(bits & 4 && { REDIS_URL: "redis://localhost" }),
    });
    expect(config.databaseUrl !== null).toBe((bits & 1) !== 0);
    expect(config.rabbitmqUrl !== null).toBe((bits & 2) !== 0);
    expect(config.redisUrl !== null).toBe((bits & 4) !== 0);
  }
});

test(".env.example names every variable and nothing more", () => {
  const example = parse(readFileSync(join(projectFolder, ".env.example")));
  expect(Object.keys(example).sort()).toEqual(Object.keys(variables).sort());
});

test(".env.example as it stands is a valid configuration", () => {
  const example = parse(readFileSync(join(projectFolder, ".env.example")));
  expect(loadConfig({ ...example, ...nothing })).toEqual(loadConfig(nothing));
});

test("sources of prices are named once each, in the order they are believed", () => {
  const load = (PRICE_SOURCES: string, more = {}) =>
    loadConfig({ ...nothing, ...more, PRICE_SOURCES });
  expect(loadConfig(nothing).priceSources).toEqual([
    "everef",
    "esi-history",
    "esi-average",
    "esi-adjusted",
  ]);
  expect(load("esi-adjusted, everef").priceSources).toEqual([
    "esi-adjusted",
    "everef",
  ]);
  expect(load("none").priceSources).toEqual([]);
  for (const wrong of ["esi", "everef,everef", "everef,,janice", "none,everef"])
    expect(() => load(wrong), wrong).toThrow(/PRICE_SOURCES .*or none/);
  expect(() => load("janice")).toThrow("JANICE_API_KEY");
  expect(load("janice", { JANICE_API_KEY: "key" })).toMatchObject({
    priceSources: ["janice"],
    janiceApiKey: "key",
  });
});
